/** Fails unless `result` is plain JSON, because a single `undefined` would fail the host's call. */
export function expectJsonClean(result: unknown): void {
  expect(result).toStrictEqual(JSON.parse(JSON.stringify(result)));
}
