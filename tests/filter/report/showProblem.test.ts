import { positionOf, showProblem } from "../../../provider/filter/index";
import { displayWidth } from "../../../provider/filter/report";

/** Returns the lines that are shown for a problem at the first `fault` in `text`. */
function shown(text: string, fault: string): string[] {
  const start = text.indexOf(fault);
  const problem = { rule: "test", message: "wrong", suggestion: "Fix it", start, end: start + fault.length };
  return showProblem(text, problem).split("\n").slice(0, -1);
}

describe("a problem is shown", () => {
  test("with its position, its line, a caret under the error, and advice", () => {
    const problem = { rule: "test", message: "wrong", suggestion: "Write b instead", start: 4, end: 5 };
    expect(showProblem("x = a", problem)).toBe("line 1, column 5: wrong\n  x = a\n      ^\nWrite b instead.");
  });

  test("with only its own line", () => {
    expect(shown("first\nsecond fault\r\nthird", "fault")).toEqual([
      "line 2, column 8: wrong",
      "  second fault",
      "         ^^^^^",
    ]);
  });

  test.each([
    [
      "East Asian characters take two columns",
      '"管理者" fault',
      ["line 1, column 7: wrong", '  "管理者" fault', "           ^^^^^"],
    ],
    [
      "an emoji takes two columns, regardless of its number of characters",
      "👩‍👩‍👧 fault",
      ["line 1, column 7: wrong", "  👩‍👩‍👧 fault", "     ^^^^^"],
    ],
    [
      "a combining character takes no column",
      "cafe\u0301 fault",
      ["line 1, column 7: wrong", "  cafe\u0301 fault", "       ^^^^^"],
    ],
    [
      "an invisible character is shown by its code",
      "a\u00a0b\t\ufeff fault",
      ["line 1, column 7: wrong", "  a<U+00A0>b<U+0009><U+FEFF> fault", `${" ".repeat(2 + 26 + 1)}^^^^^`],
    ],
  ])("%s", (_what, text, expected) => {
    expect(shown(text, "fault")).toEqual(expected);
  });

  test("an error that spans several lines is marked to the end of the first", () => {
    expect(shown("a fault\nof two lines", "fault\nof two")).toEqual([
      "line 1, column 3: wrong",
      "  a fault",
      "    ^^^^^",
    ]);
  });

  test("shows one caret if something is missing", () => {
    const problem = { rule: "test", message: "wrong", suggestion: "Write b", start: 4, end: 4 };
    expect(showProblem("a &&", problem)).toBe("line 1, column 5: wrong\n  a &&\n      ^\nWrite b.");
  });

  test("shows only the part of a long line around the error", () => {
    const [, line = "", carets = ""] = shown(`${"a".repeat(500)} fault ${"b".repeat(500)}`, "fault");
    expect(line).toBe(`  …${"a".repeat(59)} fault ${"b".repeat(59)}…`);
    expect(carets.indexOf("^")).toBe(line.indexOf("fault"));
  });

  test("shows no line of a blank text", () => {
    expect(shown(" \n", " \n")).toEqual(["line 1, column 1: wrong"]);
  });
});

test("positionOf counts characters, and recognizes the line endings of all systems", () => {
  const text = "a\nb\r\nc\r😀d";
  expect(["a", "b", "c", "d"].map((letter) => positionOf(text, text.indexOf(letter)))).toEqual([
    { line: 1, column: 1 },
    { line: 2, column: 1 },
    { line: 3, column: 1 },
    { line: 4, column: 2 },
  ]);
});

test.each([
  ["abc", 3],
  ["", 0],
  ["ｆｕｌｌ", 8],
  ["한글", 4],
  ["ﬁ½é", 3],
  ["\u0301", 0],
  ["🇩🇪", 2],
  ["❤️", 2],
])("%s is %d columns wide", (text, width) => {
  expect(displayWidth(text)).toBe(width);
});
