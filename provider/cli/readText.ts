import { readFileSync } from "node:fs";
import { messageOf } from "../rest/providerError";
import { UsageError } from "./source";

/**
 * The text of a file that the user named.
 *
 * @throws UsageError where it cannot be read
 */
export function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(`Cannot read ${path}: ${messageOf(error)}.`);
  }
}
