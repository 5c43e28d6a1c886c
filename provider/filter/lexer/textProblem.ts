import { codePoint, readingProblem, type ReadingProblem } from "../report";

/** Finds what no filter may be: empty, blank, with a control character, or with the text of an Output. */
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
    ? readingProblem("control-character", range, `it contains the control character ${codePoint(piece)}`)
    : readingProblem(
        "stringified-output",
        range,
        "an Output or a promise was converted to a string here, and its value is lost",
        "Write pulumi.interpolate before the template: filters.group(pulumi.interpolate`env-${name}-admins`)",
      );
}

const CONTROL_CHARACTER = /[^\P{Cc}\t\n\r]/u;

/** The beginnings of the texts that Pulumi's SDKs return in place of a value. */
const STRINGIFIED_OUTPUT = /Calling \[?\w+\]? on an \[?Output.{1,5} is not supported|\[object Promise\]/;
