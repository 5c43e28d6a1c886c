import { SecretPattern } from "./secretPattern";

/** Shorter texts are no credentials, and taking them out would leave nothing readable. */
const MIN_SECRET_LENGTH = 4;

/** Values of arguments that are words of our own messages as well. They are shown, even if they are marked as secrets. */
const PUBLIC_VALUES = ["", "true", "false", "warn", "error"];

/** Replaces a credential in messages. */
export const REDACTED = "[redacted]";

/** Replaces a value that the program marked as a secret. */
export const SECRET_INPUT = "[secret]";

/** Takes secrets out of texts, in every encoding in which a server might echo them. */
export class Redactor {
  private readonly patterns = new Map<string, readonly SecretPattern[]>();
  private readonly inputs = new Map<string, SecretPattern>();

  add(secret: string): void {
    if (secret.length >= MIN_SECRET_LENGTH && !this.patterns.has(secret)) {
      const base64 = ([0, 1, 2] as const).map((offset) => SecretPattern.base64(secret, offset));
      this.patterns.set(secret, [SecretPattern.raw(secret), ...base64]);
    }
  }

  /** Adds a value that the program marked as a secret. A short one may be part of any word: it is taken out in quotes only. */
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

/** Secrets may overlap, and all of each of them is taken out. */
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

/** The one way to cut a text from outside: what is cut first may end in part of a secret, which is not recognized. */
export function excerpt(text: string, length: number): string {
  const clean = secrets.redact(text);
  return clean.length > length ? `${clean.slice(0, length)}…` : clean;
}

/** Returns a URL, which may be relative, without the parts where others keep secrets: credentials, query, fragment. */
export function redactUrl(url: string): string {
  // Redacted first: a secret may hold any of the characters that parts of a URL end with.
  const clean = secrets.redact(url);
  const [path = ""] = clean.split(/[?#]/, 1);
  const bare = path.replace(/^([a-z][a-z\d+.-]*:)?([\\/]{2})[^\\/]*@/i, `$1$2${REDACTED}@`);
  return path.length < clean.length ? `${bare}?${REDACTED}` : bare;
}

/** One for all clients, because what one of them learns must not show in what another one prints. */
export const secrets = new Redactor();
