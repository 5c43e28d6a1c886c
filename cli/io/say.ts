import { presentable } from "../../provider/errors/providerError";

/** Tells a user what goes on, on stderr: without secrets, and without what a terminal would obey. */
export function say(text: string): void {
  process.stderr.write(`${presentable(text)}\n`);
}
