import { readMappings } from "../../examples/many-mappings/readMappings";

const FIELDS = "the fields are displayName, description, filter, groups, protect";

describe("many-mappings reports each mistake in the file with its line and column", () => {
  test.each<[what: string, yaml: string, problems: string[]]>([
    ["an empty file", "", ["1:1 the file must map names to group mappings"]],
    ["a list", "- a\n- b\n", ["1:1 the file must map names to group mappings"]],
    ["a syntax error", "a:\n  displayName: [A\n", ["3:1 Flow sequence in block collection must be"]],
    ["a tab", "a:\n\tdisplayName: A\n", ["2:1 Tabs are not allowed as indentation"]],
    ["a name that occurs twice", "a: {}\nb: {}\na: {}\n", ["3:1 Map keys must be unique"]],
    ["an unknown tag", "a: !ruby A\n", ["1:4 Unresolved tag: !ruby"]],
    ["an alias", "a: *b\n", ["1:4 aliases are not supported"]],
    ["two documents", "a: {}\n---\nb: {}\n", ["2:1 Source contains multiple documents"]],
    ["an entry without fields", "a:\n", ["1:1 expected the name of a resource, followed by the fields"]],
    [
      "a number as a name",
      "1:\n  displayName: A\n",
      ["1:1 expected the name of a resource, followed by the fields"],
    ],
    [
      "an unknown field",
      "a: { displayName: A, filter: f,\n  fitler: f }\n",
      [`2:3 unknown field "fitler"; ${FIELDS}`],
    ],
    [
      "a field of Object",
      "a:\n  displayName: A\n  filter: f\n  toString: x\n",
      ['4:3 unknown field "toString"'],
    ],
    ["no display name", "\na:\n  filter: f\n", ['2:1 "a" needs a displayName']],
    ["neither groups nor filter", "a:\n  displayName: A\n", ['1:1 "a" needs either groups or filter']],
    ["both", "a:\n  displayName: A\n  filter: f\n  groups: [g]\n", ['1:1 "a" needs either groups or filter']],
    [
      "a number as a string",
      "a:\n  displayName: 12\n  filter: f\n",
      ["2:16 displayName must be text (any value in quotes is text)"],
    ],
    ["a blank string", 'a:\n  displayName: " "\n  filter: f\n', ["2:16 displayName must be text"]],
    ["a missing value", "a:\n  displayName:\n  filter: f\n", ["2:15 displayName must be text"]],
    ["a map as a string", "a:\n  displayName: { b: c }\n  filter: f\n", ["2:16 displayName must be text"]],
    [
      "a string as a list",
      "a:\n  displayName: A\n  groups: g\n",
      ["3:11 groups must be a list of group names"],
    ],
    ["an empty list", "a:\n  displayName: A\n  groups: []\n", ["3:11 groups must be a list of group names"]],
    ["a number in a list", "a:\n  displayName: A\n  groups: [g, 1]\n", ["3:11 groups must be a list of"]],
    [
      "a string as a boolean",
      "a:\n  displayName: A\n  filter: f\n  protect: yes\n",
      ["4:12 protect must be true or false"],
    ],
    [
      "several",
      "a:\n  x: 1\nb:\n  filter: 1\n",
      ["2:3 unknown field", "1:1 ", "1:1 ", "4:11 filter", "3:1 "],
    ],
  ])("%s", (_what, yaml, problems) => {
    const found = readMappings(yaml).problems.map(({ line, column, text }) => `${line}:${column} ${text}`);
    expect(found).toEqual(problems.map((problem) => expect.stringContaining(problem) as string));
  });
});

test("many-mappings returns the fields of each entry, and protects only the mappings that request it", () => {
  const yaml = `
a: { displayName: A, groups: [g, "h"], protect: true }
b: { displayName: B, description: "", filter: '"g" in groups' }
`;
  expect(readMappings(yaml)).toEqual({
    mappings: [
      { name: "a", displayName: "A", groups: ["g", "h"], protect: true },
      { name: "b", displayName: "B", description: "", filter: '"g" in groups', protect: false },
    ],
    problems: [],
  });
});
