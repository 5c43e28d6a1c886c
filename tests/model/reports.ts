import { type Content, isSame } from "./content";
import type { Report, StackProcess } from "./process";

/** Matches errors and warnings that say that it is unknown whether a mapping was created. */
const FATE_UNKNOWN =
  /is (?:not known|unknown)|may still|may (?:already )?exist|could not (?:be found out|determine)/i;

/**
 * Returns whether a process reported a mapping that it created and that no stack manages: by its id, or by a message that
 * the outcome of a creation with this content is unknown.
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

/** Returns the kind of an error for the statistics: its class, and its status if it has one. */
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
