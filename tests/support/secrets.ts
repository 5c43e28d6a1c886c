/** The forms in which a secret must stand nowhere: plain, in base64, and in a Basic header. */
export function formsOf(apiKey: string, apiSecret: string): string[] {
  const base64 = (text: string) => Buffer.from(text).toString("base64");
  return [apiSecret, base64(apiSecret), base64(`${apiKey}:${apiSecret}`)].map((form) =>
    form.replace(/=+$/, ""),
  );
}

/** Fails where `text` holds the secret in any form, or a line of a stack trace. */
export function expectClean(text: string, apiKey: string, apiSecret: string): void {
  for (const form of formsOf(apiKey, apiSecret)) {
    expect(text).not.toContain(form);
  }
  expect(text).not.toMatch(/^\s+at .+[:(]\d*/m);
}
