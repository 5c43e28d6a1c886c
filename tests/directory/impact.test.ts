import { type Directory, impactOf, remarksOn } from "../../provider/directory";

const DIRECTORY: Directory = {
  size: 6,
  sets: [
    { groups: ["admins"], users: ["ann", "bob"] },
    { groups: ["admins", "ops"], users: ["cyd"] },
    { groups: ["ops"], users: ["dan", "eve"] },
    { groups: [], users: ["fay"] },
  ],
  cutOff: 0,
  split: 0,
  unsplit: 0,
  others: 0,
};

test.each<
  [
    what: string,
    before: string | undefined,
    after: string | undefined,
    gain: string[],
    lose: string[],
    open: string[],
  ]
>([
  ["a new mapping", undefined, '"ops" in groups', ["cyd", "dan", "eve"], [], []],
  ["a deleted mapping", "admins", undefined, [], ["ann", "bob", "cyd"], []],
  ["a different group", "admins", "ops", ["dan", "eve"], ["ann", "bob"], []],
  ["a group name that becomes an equivalent condition", "admins", '"admins" in groups', [], [], []],
  ["everyone", '"ops" in groups', "true", ["ann", "bob", "fay"], [], []],
  ["only white space", '"ops" in groups', "'ops'  in groups", [], [], []],
  ["the same filter that cannot be evaluated", 'groups.f("a")', 'groups.f( "a" )', [], [], []],
  [
    "a filter that cannot be evaluated for some",
    "admins",
    '"ops" in groups || "admins" in groups && claims.a == "b"',
    ["dan", "eve"],
    [],
    ["ann", "bob"],
  ],
  ["an invalid filter", "admins", '"ops" in groups and', [], [], ["ann", "bob", "cyd", "dan", "eve", "fay"]],
])(
  "%s: returns who gains, who loses, and for whom it could not be determined",
  (_what, before, after, gain, lose, open) => {
    expect(impactOf(DIRECTORY, { before, after })).toEqual({ gain, lose, open });
  },
);

test("users in more groups than Entra ID sends are counted, but not named", () => {
  const groups = (count: number) => Array.from({ length: count }, (_, index) => `g${index}`);
  const of = (...sets: Directory["sets"]): Directory => ({ ...DIRECTORY, sets });
  expect(remarksOn(DIRECTORY)).toEqual([]);
  expect(remarksOn(of({ groups: groups(150), users: ["ann"] }))).toEqual([]);
  expect(remarksOn(of({ groups: groups(151), users: ["ann"] }))).toEqual([
    expect.stringMatching(
      /^1 user is in more than 150 groups\. In SAML, Microsoft Entra ID then omits all groups/,
    ),
  ]);
  const many = remarksOn(
    of({ groups: groups(151), users: ["ann", "bob"] }, { groups: groups(300), users: ["cyd"] }),
  );
  expect(many).toEqual([expect.stringMatching(/^3 users are in more than 150 groups/)]);
  expect(many[0]).not.toMatch(/ann|bob|cyd/);
});

test("users whose groups may be truncated are counted", () => {
  expect(remarksOn({ ...DIRECTORY, cutOff: 1 })).toEqual([
    "1 user has 20 groups in memberOf and may be in more: Microsoft Graph silently returns at most 20. " +
      "Request the groups of each user instead (users/{id}/memberOf).",
  ]);
  const long = { groups: Array.from({ length: 151 }, (_, index) => `g${index}`), users: ["ann"] };
  expect(remarksOn({ ...DIRECTORY, size: 3, sets: [long], cutOff: 2 })).toEqual([
    expect.stringMatching(/^1 user is in more than 150 groups/),
    expect.stringMatching(/^2 users have 20 groups/),
  ]);
});

test("members that are not users are counted", () => {
  expect(remarksOn({ ...DIRECTORY, others: 1 })).toEqual([
    "1 member is not a user and was ignored: nested groups or devices. Entra ID also counts the users of a nested group as " +
      "members, so include them in the file.",
  ]);
  expect(remarksOn({ ...DIRECTORY, others: 2 })).toEqual([
    expect.stringMatching(/^2 members are not users and were ignored/),
  ]);
});

test("commas in a groups cell are counted, and whether they were treated as separators", () => {
  expect(remarksOn({ ...DIRECTORY, split: 1, unsplit: 2 })).toEqual([
    "1 user has a cell with several groups separated by commas. They were read as separate groups.",
    "2 users have commas in a groups cell that was read as the name of one group. If it names several groups, separate them with semicolons.",
  ]);
});
