import { filledText, isObject, type Json } from "../io/readJsonFile";

/** What marks a secret in an export. Source: `resource.SigKey` and `resource.SecretSig` of Pulumi. */
const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** A text in an export, and what became of it where it is a secret. */
export interface StoredText {
  /** Undefined where it is missing, no text, or encrypted. */
  readonly text: string | undefined;
  readonly secret: boolean;
}

/** Reads a property of an exported resource, also a secret that was exported by `--show-secrets`. */
export function storedText(properties: Json, name: string): StoredText {
  const value = properties[name];
  if (!isObject(value) || value[SIGNATURE_KEY] !== SECRET) {
    return { text: typeof value === "string" ? value : undefined, secret: false };
  }
  return { text: decrypted(filledText(value["plaintext"])), secret: true };
}

/** The plain text of a secret is JSON once more. */
function decrypted(plaintext: string | undefined): string | undefined {
  try {
    const value: unknown = JSON.parse(plaintext ?? "");
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}
