import { type Content, isSame } from "./content";
import type { Report, StackProcess } from "./process";

/** The words of an error or a warning that it is unknown whether a mapping was created. */
const FATE_UNKNOWN =
  /is (?:not known|unknown)|may still|may (?:already )?exist|could not (?:be found out|determine)/i;

/**
 * Whether the user of a process was told of a mapping that it created and that no stack manages: its id, or that what
 * became of a creation of this content is not known.
 */
export function wasReported(
  process: StackProcess,
  warnings: readonly string[],
  id: string,
  content: Content,
): boolean {
  const beginning = `${JSON.stringify(content.display_name)}: `;
  const ofContent: readonly Report[] = [
    ...process.errors.filter(({ creating }) => creating !== undefined && isSame(creating, content)),
    ...warnings.filter((text) => text.startsWith(beginning)).map((text) => ({ text, creating: content })),
  ];
  return ofContent.some(({ text }) => text.includes(id) || FATE_UNKNOWN.test(text));
}

/** What an error is about, for the statistics: its class, and its status where it has one. */
export function kindOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return typeof error;
  }
  if (error.message.includes(": it was deleted outside Pulumi.")) {
    return "deleted outside Pulumi";
  }
  const status = "status" in error && typeof error.status === "number" ? ` ${error.status}` : "";
  return `${error.constructor.name}${status}`;
}
