/** Fails unless `result` is JSON through and through: a single `undefined` would fail the host's call. */
export function expectJsonClean(result: unknown): void {
  expect(result).toStrictEqual(JSON.parse(JSON.stringify(result)));
}
