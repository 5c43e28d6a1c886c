import { SecretPattern, type Span } from "./secretPattern";

/** Shorter texts are no credentials, and taking them out would leave nothing readable. */
const MIN_SECRET_LENGTH = 4;

/** What stands in place of a secret. */
export const REDACTED = "[redacted]";

/**
 * Takes secrets out of texts: raw, JSON-escaped, percent-encoded, and in base64, alone or inside a longer text such as
 * that of a Basic header.
 */
export class Redactor {
  private readonly known = new Set<string>();
  private readonly patterns: SecretPattern[] = [];

  /** From now on `secret` is taken out, in every form in which a server might echo it. */
  add(secret: string): void {
    if (secret.length < MIN_SECRET_LENGTH || this.known.has(secret)) {
      return;
    }
    this.known.add(secret);
    this.patterns.push(SecretPattern.raw(secret));
    for (const offset of [0, 1, 2] as const) {
      this.patterns.push(SecretPattern.base64(secret, offset));
    }
  }

  /** `text` without any secret that was added. */
  redact(text: string): string {
    const spans = this.patterns
      .filter(({ minLength }) => minLength <= text.length)
      .flatMap((pattern) => pattern.spansIn(text));
    return spans.length === 0 ? text : withoutSpans(text, spans);
  }
}

/** Secrets may overlap, and all of each of them is taken out. */
function withoutSpans(text: string, spans: readonly Span[]): string {
  let clean = "";
  let end = -1;
  for (const span of spans.toSorted((one, other) => one.start - other.start)) {
    if (span.start > end) {
      clean += text.slice(Math.max(end, 0), span.start) + REDACTED;
    }
    end = Math.max(end, span.end);
  }
  return clean + text.slice(end);
}

/**
 * Returns the beginning of a text from outside, without secrets. The one way to cut such a text: what is cut first may end
 * in part of a secret, which is not recognized any more.
 */
export function excerpt(text: string, length: number): string {
  const clean = secrets.redact(text);
  return clean.length > length ? `${clean.slice(0, length)}…` : clean;
}

/**
 * A URL of which nobody knows what is in it, without the parts that secrets of others stand in: user name and password,
 * query and fragment. It may be relative.
 */
export function redactUrl(url: string): string {
  // Redacted first: a secret may hold any of the characters that parts of a URL end with.
  const clean = secrets.redact(url);
  const [path = ""] = clean.split(/[?#]/, 1);
  const bare = path.replace(/^([a-z][a-z\d+.-]*:)?([\\/]{2})[^\\/]*@/i, `$1$2${REDACTED}@`);
  return path.length < clean.length ? `${bare}?${REDACTED}` : bare;
}

/**
 * The secrets of this process. One for all clients, because what one of them learns must not show in what another one
 * prints.
 */
export const secrets = new Redactor();
