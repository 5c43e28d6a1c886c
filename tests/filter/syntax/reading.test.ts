import { childrenOf, keyOf, type Node, type Reading, readFilter } from "../../../provider/filter/index";
import { treeOf } from "../treeOf";

/** Returns the text of every node that is not a leaf, the outermost first. */
function textsOf(text: string, node: Node): string[] {
  const children = childrenOf(node);
  return children.length === 0
    ? []
    : [text.slice(node.start, node.end), ...children.flatMap((child) => textsOf(text, child))];
}

describe("an expression becomes a tree", () => {
  test.each([
    ["a chain is one node", "a || (b || c) || d && e", "(|| a b c (&& d e))"],
    [
      "relations have the same precedence",
      'true == "a" in groups',
      '(in (== ["bool","true"] ["string","a"]) groups)',
    ],
    ["except for brackets", "true == (a in groups)", '(== ["bool","true"] (in a groups))'],
    ["brackets around an operand leave no trace", "(a) == (b) || x in groups", "(|| (== a b) (in x groups))"],
    [
      "brackets within a relation on its right",
      "a == (b) in groups || c != d < (e)",
      "(|| (in (== a b) groups) (< (!= c d) e))",
    ],
    [
      "a sign belongs to its number",
      "-1 in groups && -(1) in groups",
      '(&& (in ["int","-1"] groups) (in (negation ["int","1"]) groups))',
    ],
    ["the smallest int", "-9223372036854775808 in groups", '(in ["int","-9223372036854775808"] groups)'],
    [
      "hexadecimal, unsigned and short doubles",
      "[0xFf, 7u, .5, 1e3] == groups",
      '(== (list ["int","255"] ["uint","7"] ["double","0.5"] ["double","1000"]) groups)',
    ],
    ["raw text ends at its quote", String.raw`r"a\" in groups`, String.raw`(in ["string","a\\"] groups)`],
    [
      "bytes",
      String.raw`b'é\xff\101' in groups || bR"\" in groups`,
      '(|| (in ["bytes","195,169,255,65"] groups) (in ["bytes","92"] groups))',
    ],
    [
      "escapes",
      String.raw`"\x41\u00e9\U0001F600\101\n\"\'" in groups`,
      String.raw`(in ["string","Aé😀A\n\"'"] groups)`,
    ],
    [
      "triple quotes can contain line breaks",
      '"""a\n"b" """ in groups',
      String.raw`(in ["string","a\n\"b\" "] groups)`,
    ],
    [
      "empty texts side by side with an operator",
      `''=="b"||""in groups`,
      '(|| (== ["string",""] ["string","b"]) (in ["string",""] groups))',
    ],
    ["a leading dot", ".groups == [] || x in groups", "(|| (== groups (list)) (in x groups))"],
    [
      "selection and index, optional ones too",
      'claims.a.?b[0] == "x" && claims["c"][?1] != 2',
      '(&& (== ([] (.? "b" (. "a" claims)) ["int","0"]) ["string","x"]) (!= ([?] ([] claims ["string","c"]) ["int","1"]) ["int","2"]))',
    ],
    ["a field in backticks", "claims.`a-b` in ['x']", '(in (. "a-b" claims) (list ["string","x"]))'],
    [
      "calls, methods and macros",
      "groups.exists(g, size(g) > 1) && has(claims.a)",
      '(&& (call .exists groups g (> (call size g) ["int","1"])) (call has (. "a" claims)))',
    ],
    [
      "names that the library rejects",
      "claims.__proto__ == 'x' || prototype in groups",
      '(|| (== (. "__proto__" claims) ["string","x"]) (in prototype groups))',
    ],
    [
      "a map and a condition",
      '"a" in {"a": 1,} ? !true : null in groups',
      '(conditional (in ["string","a"] (map ["string","a"] ["int","1"])) (not ["bool","true"]) (in ["null","null"] groups))',
    ],
  ])("%s", (_name, text, key) => {
    expect(keyOf(treeOf(text))).toBe(key);
  });

  test("ranges include the brackets inside a node, but not those around it", () => {
    const text = '((a) == b.c ("x")) && ( !(d[0]) || [1, (2)] in groups)';
    expect(textsOf(text, treeOf(text))).toEqual([
      text,
      '(a) == b.c ("x")',
      'b.c ("x")',
      "!(d[0]) || [1, (2)] in groups",
      "!(d[0])",
      "d[0]",
      "[1, (2)] in groups",
      "[1, (2)]",
    ]);
  });

  test("offsets count UTF-16 units", () => {
    const text = '"😀" in groups';
    expect(textsOf(text, treeOf(text))).toEqual([text]);
  });

  test("the position of a called name is kept", () => {
    expect(treeOf('groups.exists( g, g == "a")')).toMatchObject({
      kind: "call",
      name: "exists",
      nameStart: 7,
    });
  });

  test("returns comments with the number of tokens before them", () => {
    expect(readFilter('// all\n("a" in groups) //  x \n|| b in groups')).toMatchObject({
      kind: "expression",
      comments: [
        { text: "all", after: 0 },
        { text: "x", after: 3 },
      ],
    });
  });
});

describe("a text that is not clearly an expression is a group name, unchanged", () => {
  test.each([
    "R&D",
    "groups-all",
    "team (EMEA)",
    "Sales in EMEA",
    "O'Brien's team",
    " two  spaces ",
    "a < b",
  ])("%s", (name) => {
    expect(readFilter(name)).toEqual({ kind: "group", name } satisfies Reading);
  });
});

describe("a brace after a name is an error if no field of a message follows", () => {
  test.each([
    ['"a" in groups { true }', "{"],
    ['"a" in groups {"a": 1}', "{"],
    ['"a" in groups {a}', "{"],
    ['"a" in groups {?}', "{"],
    ['"a" in {a: 1} == {', "{"],
  ])("%s", (text, at) => {
    const reading = readFilter(text);
    const { start, end } = reading.kind === "invalid" ? reading.problem : { start: 0, end: 0 };
    expect([reading.kind, text.slice(start, end)]).toEqual(["invalid", at]);
  });

  test("a brace after in begins a map", () => {
    expect(readFilter('"a" in {a: 1}').kind).toBe("expression");
  });
});

describe("a text beyond a limit is skipped", () => {
  test.each([
    ["length", `"a" in groups${" ".repeat(10_000)}`, "is longer than 10000 characters"],
    [
      "depth of brackets",
      `${"(".repeat(101)}"a" in groups${")".repeat(101)}`,
      "is nested more than 100 levels deep",
    ],
    ["a run of prefixes", `${"!".repeat(1_000)}("a" in groups)`, "is nested more than 100 levels deep"],
    [
      "nested conditions",
      `${'"a" in groups ? true : '.repeat(200)}false`,
      "is nested more than 100 levels deep",
    ],
    ["parts", `a in groups${"||a".repeat(2_000)}`, "has more than 2000 parts"],
    ["a message", 'Foo{a: 1} == "a" in groups', "contains a Protocol Buffers message"],
    ["a message without fields", '"a" in groups || a.Foo{} == b', "contains a Protocol Buffers message"],
    ["a message of a comma", 'Foo{,} == "a" in groups', "contains a Protocol Buffers message"],
    [
      "a message with an optional field",
      'Foo{?a: b.?c} == "a" in groups',
      "contains a Protocol Buffers message",
    ],
  ])("%s", (_name, text, why) => {
    expect(readFilter(text)).toEqual({ kind: "skipped", why } satisfies Reading);
  });

  test.each([
    ["length", `"a" in groups${" ".repeat(10_000 - 13)}`],
    ["depth of brackets", `${"(".repeat(99)}"a" in groups${")".repeat(99)}`],
    ["a run of prefixes", `${"!".repeat(99)}("a" in groups)`],
    ["parts", `a in groups${"||a".repeat(990)}`],
  ])("and parsed up to the limit: %s", (_name, text) => {
    expect(readFilter(text).kind).toBe("expression");
  });
});
