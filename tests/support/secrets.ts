/** Returns the forms of a secret that no output must contain: raw, JSON-escaped, percent-encoded, and in base64. */
export function formsOf(apiKey: string, apiSecret: string): string[] {
  const json = JSON.stringify(apiSecret).slice(1, -1);
  const percent = encodeURIComponent(apiSecret);
  const base64 = [`${apiKey}:${apiSecret}`, apiSecret].map((text) => Buffer.from(text).toString("base64"));
  const forms = [
    apiSecret,
    json,
    JSON.stringify(json).slice(1, -1),
    json.replaceAll("/", "\\/"),
    percent,
    percent.replace(/%../g, (escape) => escape.toLowerCase()),
    new URLSearchParams([["", apiSecret]]).toString().slice(1),
    ...base64.map((form) => form.replace(/=+$/, "")),
    ...[0, 1, 2].map((offset) => base64Inside(apiSecret, offset)),
  ];
  return [...new Set(forms.flatMap((form) => [form, form.replaceAll("+", "-").replaceAll("/", "_")]))];
}

/** Returns the base64 characters that contain only bits of the secret, if it starts at this offset in bytes. */
function base64Inside(secret: string, offset: number): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)]);
  return bytes.toString("base64").slice(Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6));
}

/** Returns the problems in `text`: the secret in any form, or a line of a stack trace. */
export function uncleanIn(text: string, apiKey: string, apiSecret: string): string[] {
  return [
    ...formsOf(apiKey, apiSecret)
      .filter((form) => text.includes(form))
      .map((form) => `contains the secret as ${form}: ${text}`),
    ...(/^\s+at .+[:(]\d*/m.test(text) ? [`contains a line of a stack trace: ${text}`] : []),
  ];
}

/** Fails if `text` is not clean. */
export function expectClean(text: string, apiKey: string, apiSecret: string): void {
  expect(uncleanIn(text, apiKey, apiSecret)).toEqual([]);
}
