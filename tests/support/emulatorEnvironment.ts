import type { Emulator } from "../../provider/emulator";

/** The first pair of credentials of an emulator; its tests use keys, not tokens. */
export function credentialsOf(emulator: Emulator, index = 0): { apiKey: string; apiSecret: string } {
  const credentials = emulator.credentials[index];
  if (credentials === undefined || !("apiKey" in credentials)) {
    throw new Error("The emulator has no API key");
  }
  return credentials;
}

export function secretOf(emulator: Emulator, index = 0): string {
  return credentialsOf(emulator, index).apiSecret;
}

/** The environment variables that point the provider to an emulator. */
export function environmentOf(emulator: Emulator, index = 0): Record<string, string> {
  const { apiKey, apiSecret } = credentialsOf(emulator, index);
  return {
    CONFLUENT_CLOUD_ENDPOINT: emulator.url,
    CONFLUENT_CLOUD_API_KEY: apiKey,
    CONFLUENT_CLOUD_API_SECRET: apiSecret,
  };
}
