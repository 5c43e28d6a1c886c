import * as fc from "fast-check";
import { sameFilter } from "../../provider/filter";
import { expressions } from "./subset";

describe("two filters are the same if they differ in", () => {
  test.each([
    ["white space", '"a" in groups||"b" in groups', ' "a"  in\tgroups\r\n  || "b" in groups\n'],
    ["kinds of quotes", `"a" in groups && 'b' in groups`, `'a' in groups && """b""" in groups`],
    ["redundant brackets", '"a" in groups', '(("a") in (groups))'],
    [
      "brackets that only say what binds more",
      '"a" in groups && !("b" in groups) || true',
      '("a" in groups && (!("b" in groups))) || true',
    ],
    [
      "grouping of one operator's chain",
      '"a" in groups || ("b" in groups || "c" in groups)',
      '("a" in groups || "b" in groups) || "c" in groups',
    ],
    ["escapes", String.raw`"caf\u00e9\x21\\" in groups`, `r'café!\\' in groups`],
    ["white space around a comment", '"a" in groups //x\n || true', '"a" in groups\n//   x  \n|| true'],
    ["brackets beside a comment", '"a" in groups // x\n', '("a" in groups) // x'],
    ["how a number is written", "groups[0x10] == 'a'", "groups[16] == 'a'"],
    ["nothing", "Team A", "Team A"],
    ["nothing, though it is broken", '"a" in', '"a" in'],
  ])("%s", (_what, one, other) => {
    expect(sameFilter(one, other)).toBe(true);
    expect(sameFilter(other, one)).toBe(true);
  });
});

describe("two filters are not the same if they differ in", () => {
  test.each([
    ["a letter", '"a" in groups', '"A" in groups'],
    ["the order of operands", '"a" in groups || "b" in groups', '"b" in groups || "a" in groups'],
    ["an operator", '"a" in groups || "b" in groups', '"a" in groups && "b" in groups'],
    ["what binds", '"a" in groups || "b" in groups && true', '("a" in groups || "b" in groups) && true'],
    ["logic that comes to the same", '"a" in groups', '"a" in groups || "a" in groups'],
    ["the type of a literal", "groups[1] == 'a'", "groups[1u] == 'a'"],
    ["a text and bytes", 'claims.a == "b"', 'claims.a == b"b"'],
    ["white space in a text", '"a b" in groups', '"a  b" in groups'],
    ["a comment", '"a" in groups // the team', '"a" in groups // a team'],
    ["whether there is a comment", '"a" in groups // the team', '"a" in groups'],
    ["the place of a comment", '"a" in groups // x\n|| true', '"a" in groups || true // x'],
    ["white space in a group's identifier", "Team A", "Team  A"],
    ["quotes around a group's identifier", "kafka", '"kafka"'],
    ["white space in what is broken", '"a" in', '"a" in '],
    [
      "white space in what is not read",
      `"a" in groups${" ".repeat(10_000)}`,
      `"a" in groups${" ".repeat(10_001)}`,
    ],
    ["the target of a call", "groups.size() > 0", "size(groups) > 0"],
    ["minus zero", "claims.a == 0.0", "claims.a == -0.0"],
  ])("%s", (_what, one, other) => {
    expect(sameFilter(one, other)).toBe(false);
    expect(sameFilter(other, one)).toBe(false);
  });
});

test("brackets and white space around any expression make no difference", () => {
  fc.assert(
    fc.property(expressions, (text) => {
      const whole = `(${text}) || "x" in groups`;
      expect(sameFilter(whole, ` ((${text}\n) || ('x'  in groups) )`)).toBe(true);
    }),
    { seed: 3, numRuns: 500 },
  );
});
