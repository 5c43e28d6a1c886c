import { readText } from "../io/readText";
import type { ImportSource } from "../io/importSource";
import { readStackExport } from "../stack/readStackExport";
import { readTerraformState } from "../terraform/readTerraformState";

/** The options that name a file to start from. */
export interface FileOptions {
  readonly fromTerraform?: string;
  readonly fromStack?: string;
}

/** A file, and what it says. */
export interface FileSource {
  readonly file: string;
  readonly source: ImportSource;
}

/**
 * What the file says that an option names; undefined where none does.
 *
 * @throws UsageError where it cannot be read, or is of the wrong kind
 */
export async function readFileSource({
  fromTerraform,
  fromStack,
}: FileOptions): Promise<FileSource | undefined> {
  const path = fromTerraform ?? fromStack;
  if (path === undefined) {
    return undefined;
  }
  const file = await readText(path);
  return {
    file: file.name,
    source: fromTerraform === undefined ? readStackExport(file) : readTerraformState(file),
  };
}
