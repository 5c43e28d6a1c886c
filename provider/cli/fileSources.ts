import { readText } from "./readText";
import type { Source } from "./source";
import { readStackExport } from "./stackExport";
import { readTerraformState } from "./terraformState";

/** The options that name a file to start from. */
export interface FileOptions {
  readonly fromTerraform?: string;
  readonly fromStack?: string;
}

/** A file, and what it says. */
export interface FileSource {
  readonly file: string;
  readonly source: Source;
}

/**
 * What the file says that an option names; undefined where none does.
 *
 * @throws UsageError where it cannot be read, or is of the wrong kind
 */
export function readFileSource({ fromTerraform, fromStack }: FileOptions): FileSource | undefined {
  if (fromTerraform !== undefined) {
    return { file: fromTerraform, source: readTerraformState(readText(fromTerraform), fromTerraform) };
  }
  if (fromStack !== undefined) {
    return { file: fromStack, source: readStackExport(readText(fromStack), fromStack) };
  }
  return undefined;
}
