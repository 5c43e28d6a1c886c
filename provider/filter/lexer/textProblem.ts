import { codePoint, type ReadingProblem } from "../report";

/** What no filter may be, an expression or a group's identifier: empty, blank, or with a control character in it. */
export function textProblem(text: string): ReadingProblem | undefined {
  if (text.trim() === "") {
    return {
      rule: "empty",
      message: text === "" ? "it is empty" : "it is blank",
      suggestion: 'Write a group\'s identifier, or a condition such as "kafka" in groups',
      start: 0,
      end: text.length,
    };
  }
  const { index, 0: character } = /[^\P{Cc}\t\n\r]/u.exec(text) ?? {};
  return index === undefined || character === undefined
    ? undefined
    : {
        rule: "control-character",
        message: `it holds the control character ${codePoint(character)}`,
        suggestion: "Remove it; within quotes, CEL has escapes for such characters",
        start: index,
        end: index + 1,
      };
}
