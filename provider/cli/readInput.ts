import { readFile } from "node:fs/promises";
import { messageOf, ProviderError } from "../rest/providerError";

/**
 * The text of a file, or of the standard input for `-`; without a byte order mark.
 *
 * @throws ProviderError where it cannot be read, or is no text in UTF-8
 */
export async function readInput(path: string): Promise<string> {
  const name = path === "-" ? "the standard input" : path;
  let bytes: Buffer;
  try {
    bytes = path === "-" ? await standardInput() : await readFile(path);
  } catch (error) {
    throw new ProviderError(`Cannot read ${name}: ${messageOf(error)}.`);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new ProviderError(`Cannot read ${name}: it is no text in UTF-8. Save it as UTF-8.`);
  }
}

async function standardInput(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
