import { excerpt, secrets } from "./redaction";

/**
 * Characters that a terminal obeys, that cannot be seen, or that change the direction of writing; and the beginnings of
 * commands in the logs of GitHub Actions and Azure Pipelines: `::` at the beginning of a line, `##[` and `##vso[` anywhere.
 */
export const UNSAFE =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\u00AD\u180E\u200B-\u200F\u2060-\u2064\uFEFF]|(?<=^\s*):(?=:)|(?<=#)#(?=\[|vso\[)/gu;

/** Returns a text from outside on one line, with escapes that JSON, TypeScript, and HCL share. */
export function escapeUnsafe(text: string): string {
  return text.replace(UNSAFE, escapeCharacter);
}

/** `\n`, `\u202e` */
export function escapeCharacter(character: string): string {
  return SHORT_ESCAPES[character] ?? String.raw`\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

const SHORT_ESCAPES: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** Returns a text from outside as a message shows it: on one line, without secrets, and not too long. */
export function oneLine(text: string): string {
  return shortened(escapeUnsafe(secrets.redact(text)));
}

/** Returns a message as a user may see it; its line breaks stay. */
export function sanitizeForDisplay(text: string): string {
  const lines = secrets.redact(text).replace(/\r\n?/g, "\n");
  return shortened(lines.replace(/[^\n\t]+/g, escapeUnsafe));
}

/**
 * The longest text that is shown, in characters. The host sends an error's message as a header of HTTP/2, each character
 * outside ASCII as nine: from 64 kB on the call never ends (grpc-js).
 */
const MAX_TEXT_LENGTH = 6_000;

/**
 * Leaves out the middle, because the end says what to do. A cut may be in the middle of a character, and the host's call
 * never ends over half of one.
 */
function shortened(clean: string): string {
  const end = clean.length > MAX_TEXT_LENGTH ? clean.slice(-1_000) : "";
  return (excerpt(clean, MAX_TEXT_LENGTH - end.length) + end).replace(/\p{Cs}/gu, "\uFFFD");
}
