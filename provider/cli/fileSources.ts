import { readFileSync } from "node:fs";
import { messageOf } from "../rest/providerError";
import { type Source, UsageError } from "./source";
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
    return { file: fromTerraform, source: readTerraformState(contentOf(fromTerraform), fromTerraform) };
  }
  if (fromStack !== undefined) {
    return { file: fromStack, source: readStackExport(contentOf(fromStack), fromStack) };
  }
  return undefined;
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(`Cannot read ${file}: ${messageOf(error)}.`);
  }
}
