/**
 * The text in bytes: in UTF-8, or in UTF-16 where they begin with its byte order mark, as Windows PowerShell writes files.
 * Undefined where they are neither. A byte order mark is none of the text.
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  const encoding = MARKS.find(({ mark }) => mark.every((byte, index) => bytes[index] === byte))?.encoding;
  try {
    return new TextDecoder(encoding ?? "utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const MARKS: readonly { readonly mark: readonly number[]; readonly encoding: string }[] = [
  { mark: [0xff, 0xfe], encoding: "utf-16le" },
  { mark: [0xfe, 0xff], encoding: "utf-16be" },
];
