import type { Issue } from "./problem";
import { displayWidth, visible } from "./visible";

/** Returns the line and character of an offset, from 1. A line ends with a line feed, a carriage return, or both. */
export function positionOf(text: string, offset: number) {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: lines.length, column: Array.from(lines.at(-1) ?? "").length + 1 };
}

/** Formats a problem: what is wrong and where, the line with carets below it, and what to do. */
export function showProblem(text: string, { message, suggestion, start, end }: Issue): string {
  const { line, column } = positionOf(text, start);
  const advice = suggestion === "" ? [] : [`${suggestion}${/[.?!"]$/.test(suggestion) ? "" : "."}`];
  return [`line ${line}, column ${column}: ${message}`, ...pointedOut(text, start, end), ...advice].join(
    "\n",
  );
}

/** The number of characters that are shown on either side of the range in a long line. */
const MAX_CHARACTERS_AROUND = 60;

function pointedOut(text: string, start: number, end: number): readonly string[] {
  if (text.trim() === "") {
    return [];
  }
  const before = text.slice(0, start).replace(/^[^]*[\r\n]/, "");
  const [line = ""] = text.slice(start).split(/[\r\n]/);
  const fault = line.slice(0, end - start);
  const left = visible(shortened(before, -MAX_CHARACTERS_AROUND));
  const middle = visible(shortened(fault, MAX_CHARACTERS_AROUND));
  const right = middle.endsWith("…")
    ? ""
    : visible(shortened(line.slice(fault.length), MAX_CHARACTERS_AROUND));
  const carets = "^".repeat(Math.max(1, displayWidth(middle)));
  return [`  ${left}${middle}${right}`, `  ${" ".repeat(displayWidth(left))}${carets}`];
}

/** @param max the number of characters to keep: the first ones, or the last ones if it is negative */
function shortened(text: string, max: number): string {
  const characters = Array.from(text);
  if (characters.length <= Math.abs(max)) {
    return text;
  }
  return max < 0 ? `…${characters.slice(max).join("")}` : `${characters.slice(0, max).join("")}…`;
}
