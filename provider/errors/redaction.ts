import { SecretPattern } from "./secretPattern";

/** Shorter texts are not credentials, and redacting them would make messages unreadable. */
const MIN_SECRET_LENGTH = 4;

/** Values that are also words in our own messages. They are shown, even if the program marks them as secrets. */
const PUBLIC_VALUES = ["", "true", "false", "warn", "error"];

/** Replaces a credential in messages. */
export const REDACTED = "[redacted]";

/** Replaces a value that the program marked as a secret. */
export const SECRET_INPUT = "[secret]";

/** Removes secrets from texts, in every encoding in which a server might echo them. */
export class Redactor {
  private readonly patterns = new Map<string, readonly SecretPattern[]>();
  private readonly inputs = new Map<string, SecretPattern>();

  add(secret: string): void {
    if (secret.length >= MIN_SECRET_LENGTH && !this.patterns.has(secret)) {
      const base64 = ([0, 1, 2] as const).map((offset) => SecretPattern.base64(secret, offset));
      this.patterns.set(secret, [SecretPattern.raw(secret), ...base64]);
    }
  }

  /** Adds a value that the program marked as a secret. A short value may be part of any word, so it is redacted only in quotes. */
  addInput(value: string): void {
    const texts = value.length < MIN_SECRET_LENGTH ? [`"${value}"`, `'${value}'`] : [value];
    for (const text of PUBLIC_VALUES.includes(value) ? [] : texts) {
      this.inputs.set(text, this.inputs.get(text) ?? SecretPattern.raw(text));
    }
  }

  redact(text: string): string {
    const clean = withoutSpans(text, [...this.patterns.values()].flat(), REDACTED);
    return withoutSpans(clean, [...this.inputs.values()], SECRET_INPUT);
  }
}

/** Replaces all secrets completely, even if they overlap. */
function withoutSpans(text: string, patterns: readonly SecretPattern[], shownAs: string): string {
  const spans = patterns
    .filter(({ minLength }) => minLength <= text.length)
    .flatMap((pattern) => pattern.spansIn(text));
  if (spans.length === 0) {
    return text;
  }
  let clean = "";
  let end = -1;
  for (const span of spans.toSorted((one, other) => one.start - other.start)) {
    if (span.start > end) {
      clean += text.slice(Math.max(end, 0), span.start) + shownAs;
    }
    end = Math.max(end, span.end);
  }
  return clean + text.slice(end);
}

/** Truncates an external text. It redacts secrets first, because part of a secret would not be recognized. */
export function excerpt(text: string, length: number): string {
  const clean = secrets.redact(text);
  return clean.length > length ? `${clean.slice(0, length)}…` : clean;
}

/** Returns a URL, which may be relative, without the parts that may contain secrets: credentials, query, fragment. */
export function redactUrl(url: string): string {
  // Redact first: a secret may contain the delimiters of a URL.
  const clean = secrets.redact(url);
  const [path = ""] = clean.split(/[?#]/, 1);
  const bare = path.replace(/^([a-z][a-z\d+.-]*:)?([\\/]{2})[^\\/]*@/i, `$1$2${REDACTED}@`);
  return path.length < clean.length ? `${bare}?${REDACTED}` : bare;
}

/** Shared by all clients, because a message of one client must not show a secret of another. */
export const secrets = new Redactor();
