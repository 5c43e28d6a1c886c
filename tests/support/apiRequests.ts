import type { Emulator } from "../../emulator/index";
import { credentialsOf } from "./emulatorEnvironment";

/** Changes an emulator's mappings outside the provider, as somebody would in the Console. */
export interface Somebody {
  /** @returns the id */
  create(mapping: {
    readonly display_name: string;
    readonly description?: string;
    readonly filter: string;
  }): Promise<string>;
  change(id: string, changes: Readonly<Record<string, string>>): Promise<void>;
  remove(id: string): Promise<void>;
}

export function somebodyAt(emulator: Emulator, index = 0): Somebody {
  const { apiKey, apiSecret } = credentialsOf(emulator, index);
  const headers = {
    authorization: `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString("base64")}`,
    "content-type": "application/json",
  };
  const request = async (method: string, path: string, body?: unknown): Promise<Response> => {
    const response = await fetch(`${emulator.url}/iam/v2/sso/group-mappings${path}`, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) {
      throw new Error(`The response to ${method} ${path} was ${response.status}: ${await response.text()}`);
    }
    return response;
  };
  return {
    create: async (mapping) => {
      const response = await request("POST", "", { description: "", ...mapping });
      return ((await response.json()) as { id: string }).id;
    },
    change: async (id, changes) => {
      await request("PATCH", `/${id}`, changes);
    },
    remove: async (id) => {
      await request("DELETE", `/${id}`);
    },
  };
}
