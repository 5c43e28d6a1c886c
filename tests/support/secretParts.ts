/** The minimum number of consecutive characters of a secret that cannot be a coincidence. */
const MIN_PART_LENGTH = 8;

/** Returns the parts of the secret in `text`, eight characters each, as plain text or in an encoding. */
export function secretPartsIn(text: string, secret: string): string[] {
  const views = [text, ...decodedViews(text)];
  return Array.from({ length: secret.length - MIN_PART_LENGTH + 1 }, (_, at) =>
    secret.slice(at, at + MIN_PART_LENGTH),
  ).filter((part) => views.some((view) => view.includes(part)));
}

function decodedViews(text: string): string[] {
  const once = withoutJsonEscapes(text);
  const views = [once, withoutJsonEscapes(once), withoutPercentEncoding(text)];
  return [...views, ...views.flatMap(base64In), ...base64In(text)];
}

function withoutJsonEscapes(text: string): string {
  return text.replace(
    /\\(?:u([\da-fA-F]{4})|(.))/g,
    (_escape, code: string | undefined, character: string) =>
      code === undefined ? character : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

function withoutPercentEncoding(text: string): string {
  return text
    .replaceAll("+", " ")
    .replace(/(?:%[\da-fA-F]{2})+/g, (escapes) => Buffer.from(escapes.replaceAll("%", ""), "hex").toString());
}

/** Decodes each base64 sequence at each of its four alignments. */
function base64In(text: string): string[] {
  return (text.match(/[\w+/-]{11,}/g) ?? []).flatMap((run) =>
    [0, 1, 2, 3].map((offset) => Buffer.from(run.slice(offset), "base64").toString()),
  );
}
