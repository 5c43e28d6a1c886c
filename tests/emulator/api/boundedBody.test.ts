import { BoundedBody } from "../../../emulator/api";
import { retainedBufferBytes } from "../../support/retainedBufferBytes";

const MEBIBYTE = 1_048_576;

function bodyOf(maxBytes: number, chunks: readonly Buffer[]): string {
  const body = new BoundedBody(maxBytes);
  for (const chunk of chunks) {
    body.append(chunk);
  }
  return body.take();
}

const chunksOf = (...texts: string[]): Buffer[] => texts.map((text) => Buffer.from(text));

test.each<[string, Buffer[], string]>([
  ["no chunks", [], ""],
  ["empty chunks", chunksOf("", "ab", ""), "ab"],
  ["chunks below the limit", chunksOf("ab", "c", "de"), "abcde"],
  ["chunks that reach the limit", chunksOf("abcd", "efgh"), "abcdefgh"],
  ["a chunk across the limit", chunksOf("abcdef", "ghijkl", "mn"), "abcdefgh"],
  ["one chunk over the limit", chunksOf("abcdefghijklmn"), "abcdefgh"],
  ["a character that is split between chunks", [Buffer.from([0xe2, 0x82]), Buffer.from([0xac])], "€"],
])("returns the first 8 bytes of %s", (_what, chunks, expected) => {
  expect(bodyOf(8, chunks)).toBe(expected);
});

test("does not change if a chunk is overwritten later", () => {
  const chunk = Buffer.from("before");
  const body = new BoundedBody(100);
  body.append(chunk);
  chunk.fill("x");
  expect(body.take()).toBe("before");
});

test("joins a body that arrives byte by byte", () => {
  const digits = Array.from({ length: 10_000 }, (_, index) => String(index % 10));
  expect(bodyOf(MEBIBYTE, chunksOf(...digits))).toBe(digits.join(""));
});

test("retains no more than the limit while chunks arrive, and nothing after take", () => {
  const before = retainedBufferBytes();
  const body = new BoundedBody(MEBIBYTE);
  for (let count = 0; count < 512; count += 1) {
    body.append(Buffer.allocUnsafeSlow(65_536).subarray(0, 65_000));
  }
  expect(retainedBufferBytes() - before).toBeLessThan(2 * MEBIBYTE);
  expect(body.take().length).toBeGreaterThan(0);
  expect(retainedBufferBytes() - before).toBeLessThan(MEBIBYTE / 2);
});

test("retains no more than the limit for views of one byte of large buffers", () => {
  const before = retainedBufferBytes();
  const body = new BoundedBody(MEBIBYTE);
  for (let count = 0; count < 512; count += 1) {
    body.append(Buffer.alloc(65_536, "x").subarray(0, 1));
  }
  expect(retainedBufferBytes() - before).toBeLessThan(MEBIBYTE / 2);
  expect(body.take()).toHaveLength(512);
});
