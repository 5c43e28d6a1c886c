import { codePoint, readingProblem, type ReadingProblem } from "../report";

/** What no filter may be, an expression or a group's identifier: empty, blank, or with a control character in it. */
export function textProblem(text: string): ReadingProblem | undefined {
  if (text.trim() === "") {
    const message = text === "" ? "it is empty" : "it is blank";
    return readingProblem("empty", { start: 0, end: text.length }, message);
  }
  const { index: start, 0: character } = /[^\P{Cc}\t\n\r]/u.exec(text) ?? {};
  return start === undefined || character === undefined
    ? undefined
    : readingProblem(
        "control-character",
        { start, end: start + 1 },
        `it holds the control character ${codePoint(character)}`,
      );
}
