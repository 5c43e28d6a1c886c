import { excerpt, secrets } from "./redaction";

/**
 * Characters that control a terminal, that are invisible, or that change the direction of text; and the prefixes of
 * commands in the logs of GitHub Actions and Azure Pipelines: `::` at the start of a line, `##[` and `##vso[` anywhere.
 */
export const UNSAFE =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\u00AD\u180E\u200B-\u200F\u2060-\u2064\uFEFF]|(?<=^\s*):(?=:)|(?<=#)#(?=\[|vso\[)/gu;

/** Returns an external text on one line, with escapes that are valid in JSON, TypeScript, and HCL. */
export function escapeUnsafe(text: string): string {
  return text.replace(UNSAFE, escapeCharacter);
}

/** `\n`, `\u202e` */
export function escapeCharacter(character: string): string {
  return SHORT_ESCAPES[character] ?? String.raw`\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

const SHORT_ESCAPES: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** Returns an external text for a message: on one line, without secrets, and not too long. */
export function oneLine(text: string): string {
  return shortened(escapeUnsafe(secrets.redact(text)));
}

/** Returns a message that is safe to show, with its line breaks. */
export function sanitizeForDisplay(text: string): string {
  const lines = secrets.redact(text).replace(/\r\n?/g, "\n");
  return shortened(lines.replace(/[^\n\t]+/g, escapeUnsafe));
}

/** In characters. The host sends a message as an HTTP/2 header, each character as up to nine. Above 64 kB the call never ends. */
const MAX_TEXT_LENGTH = 6_000;

/** Removes the middle, because the end has the advice, and half characters, with which the host's call would never end. */
function shortened(clean: string): string {
  const end = clean.length > MAX_TEXT_LENGTH ? clean.slice(-1_000) : "";
  return (excerpt(clean, MAX_TEXT_LENGTH - end.length) + end).replace(/\p{Cs}/gu, "\uFFFD");
}
