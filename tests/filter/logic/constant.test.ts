import { constantOf, neverErrs } from "../../../provider/filter/logic";
import { ERROR, FALSE, TRUE } from "../../../provider/filter/evaluation";
import { partOf } from "../treeOf";

describe("constantOf returns the result that a condition has for every user", () => {
  test.each([
    ["true", TRUE],
    ["false", FALSE],
    ["1 == 1", TRUE],
    ['"a" in ["b"]', FALSE],
    ["1 / 0 == 1", ERROR],
    ["[1].all(x, x == 1)", TRUE],
    ["[1].exists(x, [2].exists(y, x > y))", FALSE],
    ["[[1]].exists(x, x.exists(x, x == 1))", TRUE],
    ["[1].exists(x, x == 1 || x in groups)", TRUE],
    ["[].exists(x, x in groups)", FALSE],
    ["size(groups) == 1 / 0", ERROR],
    ["groups == groups", TRUE],
    ['groups == ["a"] == (groups == ["a"])', TRUE],
    ["groups in [groups]", TRUE],
    ['groups in [["a"], groups]', TRUE],
  ])("%s", (text, outcome) => {
    expect(constantOf(partOf(text))).toBe(outcome);
  });

  test.each([
    // It depends on the user.
    ['"a" in groups'],
    ['groups == ["a"]'],
    ['groups in [["a"]]'],
    ["groups in groups"],
    ["groups != groups"],
    ["[1].exists(x, x in groups)"],
    // The variable is unknown, or the claim may be missing.
    ["x == 1"],
    ["[x].all(x, x == 1)"],
    ["[1].all(x, x == 1) == y"],
    ["claims.x == claims.x"],
    ["claims.x in [claims.x]"],
    // It is not a condition.
    ['"a"'],
    ["1 + 1"],
    // It would take too long.
    [`[0${", 0".repeat(40)}]`.replace(/^(.*)$/, "$1.all(x, $1.all(y, x == y))")],
  ])("or undefined for %s", (text) => {
    expect(constantOf(partOf(text))).toBeUndefined();
  });
});

describe("neverErrs is true if the evaluation has a value for every user", () => {
  test.each([
    ['"a"'],
    ["groups"],
    ['["a", groups]'],
    ['"a" in groups'],
    ['"a" in ["a"]'],
    ['groups == ["a"]'],
    ['groups != ["a"]'],
    ['("a" in groups) == true'],
  ])("%s", (text) => {
    expect(neverErrs(partOf(text))).toBe(true);
  });

  test.each([
    ["claims"],
    ["x"],
    ["claims.x"],
    ['["a", claims.x]'],
    ['"a" in claims.x'],
    ["claims.x in groups"],
    ['"a" in x'],
    ['"a" in "b"'],
    ['"a" in ("b" == "c")'],
    ['groups < ["a"]'],
    ["1 + 1"],
    ["-1 == claims.x"],
    ["size(groups) == 1"],
  ])("but not for %s", (text) => {
    expect(neverErrs(partOf(text))).toBe(false);
  });
});
