import { isObject, textOf } from "../../provider/wire";
import type { Json } from "../io";

/** What marks a secret in an export. Source: `resource.SigKey` and `resource.SecretSig` of Pulumi. */
const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** A text in an export. */
interface StoredText {
  /** Undefined if it is missing, not a text, or encrypted. */
  readonly text: string | undefined;
  readonly secret: boolean;
}

/** Reads a property of an exported resource, also a secret that was exported by `--show-secrets`. */
export function storedText(properties: Json, name: string): StoredText {
  const value = properties[name];
  if (!isObject(value) || value[SIGNATURE_KEY] !== SECRET) {
    return { text: textOf(value), secret: false };
  }
  try {
    return { text: textOf(JSON.parse(textOf(value["plaintext"]) ?? "")), secret: true };
  } catch {
    return { text: undefined, secret: true };
  }
}
