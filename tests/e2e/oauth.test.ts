import type { Emulator } from "../../emulator/index";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { oauthOf } from "../support/emulatorEnvironment";
import { Stack } from "./support/stack";

const CLIENT = { clientId: "4711", clientSecret: "client-secret-0123456789", scope: "api://4711/.default" };

test("the structured setting oauth can be set field by field in both namespaces", async () => {
  const emulator: Emulator = await startCheckedEmulator({ oauth: CLIENT });
  const stack = await Stack.start({
    program: 'new sso.GroupMapping("admins", { displayName: "Admins", filter: "admins" });',
    secrets: [{ apiKey: CLIENT.clientId, apiSecret: CLIENT.clientSecret }],
  });
  const configure = async (namespace: string, seconds: string) => {
    const { oauthExternalClientSecret = "", ...fields } = oauthOf(emulator);
    const plain = Object.entries({ ...fields, oauthStsTokenExpiredInSeconds: seconds });
    await stack.setConfig(
      {
        [`${namespace}:endpoint`]: emulator.url,
        ...Object.fromEntries(plain.map(([field, value]) => [`${namespace}:oauth.${field}`, value])),
      },
      { secret: { [`${namespace}:oauth.oauthExternalClientSecret`]: oauthExternalClientSecret }, path: true },
    );
  };
  /** Returns the requested lifetimes of access tokens in seconds. */
  const lives = () =>
    emulator
      .requests()
      .flatMap(({ path, body }) =>
        path.startsWith("/sts/") ? [(body as { expires_in: string }).expires_in] : [],
      );

  await configure("confluentcloud", "300");
  await expect(stack.up()).resolves.not.toContain("in plain text");
  expect(emulator.mappings()).toHaveLength(1);
  // A refresh reads this setting from the state.
  await stack.refresh("--expect-no-changes");
  expect(new Set(lives())).toEqual(new Set(["300"]));
  await configure("pulumi-nodejs", "600");
  await stack.refresh("--expect-no-changes");
  expect(lives().at(-1)).toBe("600");

  await stack.close();
  await emulator.close();
});
