import { type Directory, DirectoryError, readDirectory, remarksOn } from "../../provider/directory/index";
import { say } from "./terminal";
import { UsageError } from "./exitCodes";

/**
 * Who is in which groups, by the file that the user named; what is to be remarked on of it is said.
 *
 * @throws UsageError where it cannot be read
 */
export async function readPeople(path: string): Promise<Directory> {
  const people = await readDirectory(path).catch((error: unknown) => {
    throw error instanceof DirectoryError ? new UsageError(error.message) : error;
  });
  remarksOn(people).forEach(say);
  return people;
}
