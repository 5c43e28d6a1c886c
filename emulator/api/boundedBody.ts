const EMPTY = Buffer.alloc(0);

/**
 * The first bytes of a request body, in one buffer that grows up to the limit. A list of chunks would keep more: each chunk
 * is a view of a larger buffer, and a chunk of one byte costs a hundred.
 */
export class BoundedBody {
  private buffer = EMPTY;
  private length = 0;

  constructor(private readonly maxBytes: number) {}

  /** Copies what still fits, so that the chunk itself can be released. Ignores the rest. */
  append(chunk: Buffer): void {
    const needed = Math.min(this.length + chunk.length, this.maxBytes);
    if (needed > this.buffer.length) {
      const grown = Buffer.allocUnsafeSlow(Math.min(Math.max(needed, 2 * this.buffer.length), this.maxBytes));
      this.buffer.copy(grown, 0, 0, this.length);
      this.buffer = grown;
    }
    this.length += chunk.copy(this.buffer, this.length, 0, needed - this.length);
  }

  /** Returns the bytes as UTF-8 text and releases them. */
  take(): string {
    const text = this.buffer.toString("utf8", 0, this.length);
    this.buffer = EMPTY;
    this.length = 0;
    return text;
  }
}
