import type { Inputs } from "../../provider/wire";
import type { FlakyApi } from "./flakyApi";

/** Creates a mapping as another process would. */
export async function createElsewhere({ emulator }: FlakyApi, inputs: Inputs): Promise<string> {
  const [credentials] = emulator.credentials;
  if (credentials === undefined) {
    throw new Error("The emulator has no API key");
  }
  const basic = Buffer.from(`${credentials.apiKey}:${credentials.apiSecret}`).toString("base64");
  const { displayName: display_name, description, filter } = inputs;
  const response = await emulator.handle({
    method: "POST",
    url: "/iam/v2/sso/group-mappings",
    headers: { authorization: `Basic ${basic}`, "content-type": "application/json" },
    body: JSON.stringify({ display_name, description, filter }),
  });
  if (response.kind !== "response") {
    throw new Error("The emulator sent no response");
  }
  return (JSON.parse(response.body) as { id: string }).id;
}
