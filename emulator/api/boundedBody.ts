/** The first bytes of a request body. */
export interface BoundedBody {
  /** Copies what still fits, so that the chunk itself can be released. Ignores the rest. */
  readonly append: (chunk: Buffer) => void;
  /** Returns the bytes as UTF-8 text and releases them. */
  readonly take: () => string;
}

/**
 * Collects a body in one buffer that grows up to the limit. A list of chunks would keep more: each chunk is a view of a
 * larger buffer, and a chunk of one byte costs a hundred.
 */
export function createBoundedBody(maxBytes: number): BoundedBody {
  let buffer = EMPTY;
  let length = 0;
  return {
    append: (chunk) => {
      const needed = Math.min(length + chunk.length, maxBytes);
      if (needed > buffer.length) {
        const grown = Buffer.allocUnsafeSlow(Math.min(Math.max(needed, 2 * buffer.length), maxBytes));
        buffer.copy(grown, 0, 0, length);
        buffer = grown;
      }
      chunk.copy(buffer, length, 0, needed - length);
      length = needed;
    },
    take: () => {
      const text = buffer.toString("utf8", 0, length);
      buffer = EMPTY;
      length = 0;
      return text;
    },
  };
}

const EMPTY = Buffer.alloc(0);
