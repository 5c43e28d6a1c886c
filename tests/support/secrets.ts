/** The forms in which a secret must stand nowhere: plain, in base64, and in a Basic header. */
export function formsOf(apiKey: string, apiSecret: string): string[] {
  const base64 = (text: string) => Buffer.from(text).toString("base64");
  return [apiSecret, base64(apiSecret), base64(`${apiKey}:${apiSecret}`)].map((form) =>
    form.replace(/=+$/, ""),
  );
}

/** What is wrong with `text`: the secret in any form, or a line of a stack trace. */
export function uncleanIn(text: string, apiKey: string, apiSecret: string): string[] {
  return [
    ...formsOf(apiKey, apiSecret)
      .filter((form) => text.includes(form))
      .map((form) => `holds the secret as ${form}: ${text}`),
    ...(/^\s+at .+[:(]\d*/m.test(text) ? [`holds a line of a stack trace: ${text}`] : []),
  ];
}

/** Fails where `text` is not clean. */
export function expectClean(text: string, apiKey: string, apiSecret: string): void {
  expect(uncleanIn(text, apiKey, apiSecret)).toEqual([]);
}
