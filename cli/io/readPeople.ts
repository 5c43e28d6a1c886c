import { type Directory, DirectoryError, readDirectory, remarksOn } from "../../provider/directory/index";
import { say } from "./terminal";
import { UsageError } from "./exitCodes";

/**
 * Reads a directory file and prints the remarks on it.
 *
 * @throws {UsageError} If it cannot be read.
 */
export async function readPeople(path: string): Promise<Directory> {
  const people = await readDirectory(path).catch((error: unknown) => {
    throw error instanceof DirectoryError ? new UsageError(error.message) : error;
  });
  remarksOn(people).forEach(say);
  return people;
}
