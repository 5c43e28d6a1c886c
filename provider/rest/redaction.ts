/** Shorter texts are no credentials, and taking them out would leave nothing readable. */
const SHORTEST_SECRET = 4;

/** What stands in place of a secret. */
export const REDACTED = "[redacted]";

/** Takes secrets out of texts: as they are, in base64, as part of a Basic header, in a URL and in JSON. */
export class Redactor {
  private readonly needles = new Set<string>();

  /** From now on `secret` is taken out, in every form in which a server might echo it. */
  add(secret: string): void {
    if (secret.length < SHORTEST_SECRET) {
      return;
    }
    const json = JSON.stringify(secret).slice(1, -1);
    const url = encodeURIComponent(secret);
    const bytes = Buffer.from(secret, "utf8");
    for (const form of [
      secret,
      json,
      json.replaceAll("/", "\\/"),
      url,
      url.replace(/%../g, (escape) => escape.toLowerCase()),
      // As a form has it, which writes more characters as escapes, and a blank as a plus.
      new URLSearchParams([["", secret]]).toString().slice(1),
      bytes.toString("base64"),
      bytes.toString("base64url"),
    ]) {
      this.needles.add(form);
    }
    // Padding may be left out, or stand in another place of a longer text.
    for (const unpadded of [bytes.toString("base64"), bytes.toString("base64url")].map((form) =>
      form.replace(/=+$/, ""),
    )) {
      this.needles.add(unpadded);
    }
  }

  /** `text` without any secret that was added. */
  redact(text: string): string {
    let clean = text;
    // The longest first: a secret may be part of a longer form of itself.
    for (const needle of [...this.needles].sort((a, b) => b.length - a.length)) {
      clean = clean.replaceAll(needle, REDACTED);
    }
    return clean;
  }
}

/**
 * A URL of which nobody knows what is in it, without the parts that secrets of others stand in: user name and password,
 * query and fragment. It may be relative.
 */
export function withoutCredentials(url: string): string {
  const [path = ""] = url.split(/[?#]/, 1);
  const bare = path.replace(/^([a-z][a-z\d+.-]*:)?([\\/]{2})[^\\/]*@/i, `$1$2${REDACTED}@`);
  return path.length < url.length ? `${bare}?${REDACTED}` : bare;
}

/**
 * The secrets of this process. One for all clients, because what one of them learns must not show in what another one
 * prints.
 */
export const secrets = new Redactor();
