import { positionOf, showProblem } from "../../../provider/filter/index";
import { displayWidth } from "../../../provider/filter/report";

/** What is shown of the first `fault` in `text`. */
function shown(text: string, fault: string): string[] {
  const start = text.indexOf(fault);
  const problem = { rule: "test", message: "wrong", suggestion: "Mend it", start, end: start + fault.length };
  return showProblem(text, problem).split("\n").slice(0, -1);
}

describe("a problem is shown", () => {
  test("with its place, its line, a caret under the fault and what to do", () => {
    const problem = { rule: "test", message: "wrong", suggestion: "Write b instead", start: 4, end: 5 };
    expect(showProblem("x = a", problem)).toBe("line 1, column 5: wrong\n  x = a\n      ^\nWrite b instead.");
  });

  test("in its line alone", () => {
    expect(shown("first\nsecond fault\r\nthird", "fault")).toEqual([
      "line 2, column 8: wrong",
      "  second fault",
      "         ^^^^^",
    ]);
  });

  test.each([
    [
      "characters of East Asia take two columns",
      '"管理者" fault',
      ["line 1, column 7: wrong", '  "管理者" fault', "           ^^^^^"],
    ],
    [
      "an emoji takes two, however many characters it is of",
      "👩‍👩‍👧 fault",
      ["line 1, column 7: wrong", "  👩‍👩‍👧 fault", "     ^^^^^"],
    ],
    [
      "what combines takes none",
      "cafe\u0301 fault",
      ["line 1, column 7: wrong", "  cafe\u0301 fault", "       ^^^^^"],
    ],
    [
      "what cannot be seen is named",
      "a\u00a0b\t\ufeff fault",
      ["line 1, column 7: wrong", "  a<U+00A0>b<U+0009><U+FEFF> fault", `${" ".repeat(2 + 26 + 1)}^^^^^`],
    ],
  ])("%s", (_what, text, expected) => {
    expect(shown(text, "fault")).toEqual(expected);
  });

  test("a fault that runs over its line is marked to the line's end", () => {
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

  test("of a long line the part around the fault", () => {
    const [, line = "", carets = ""] = shown(`${"a".repeat(500)} fault ${"b".repeat(500)}`, "fault");
    expect(line).toBe(`  …${"a".repeat(59)} fault ${"b".repeat(59)}…`);
    expect(carets.indexOf("^")).toBe(line.indexOf("fault"));
  });

  test("of a blank text nothing", () => {
    expect(shown(" \n", " \n")).toEqual(["line 1, column 1: wrong"]);
  });
});

test("a column counts characters, a line ends as on any system", () => {
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
