import { codePoint, readingProblem, type ReadingProblem } from "../report";

/** What no filter may be: empty, blank, or with a control character in it, or what Pulumi returns for an Output as a text. */
export function textProblem(text: string): ReadingProblem | undefined {
  if (text.trim() === "") {
    const message = text === "" ? "it is empty" : "it is blank";
    return readingProblem("empty", { start: 0, end: text.length }, message);
  }
  const { index: start, 0: piece } = STRINGIFIED_OUTPUT.exec(text) ?? CONTROL_CHARACTER.exec(text) ?? {};
  if (start === undefined || piece === undefined) {
    return undefined;
  }
  const range = { start, end: start + piece.length };
  return CONTROL_CHARACTER.test(piece)
    ? readingProblem("control-character", range, `it holds the control character ${codePoint(piece)}`)
    : readingProblem(
        "stringified-output",
        range,
        "an Output or a promise was made a text here, and its value is lost",
        "Write pulumi.interpolate before the template: filters.group(pulumi.interpolate`env-${name}-admins`)",
      );
}

const CONTROL_CHARACTER = /[^\P{Cc}\t\n\r]/u;

/** How the texts begin that Pulumi's SDKs return in place of the value. */
const STRINGIFIED_OUTPUT = /Calling \[?\w+\]? on an \[?Output.{1,5} is not supported|\[object Promise\]/;
