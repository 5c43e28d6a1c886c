import { type Directory, impactOf, overageRemark } from "../../provider/directory";

const DIRECTORY: Directory = {
  size: 6,
  sets: [
    { groups: ["admins"], users: ["ann", "bob"] },
    { groups: ["admins", "ops"], users: ["cyd"] },
    { groups: ["ops"], users: ["dan", "eve"] },
    { groups: [], users: ["fay"] },
  ],
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
  ["a creation", undefined, '"ops" in groups', ["cyd", "dan", "eve"], [], []],
  ["a deletion", "admins", undefined, [], ["ann", "bob", "cyd"], []],
  ["another group", "admins", "ops", ["dan", "eve"], ["ann", "bob"], []],
  ["an identifier that becomes a condition", "admins", '"admins" in groups', [], [], []],
  ["everyone", '"ops" in groups', "true", ["ann", "bob", "fay"], [], []],
  ["nothing but white space", '"ops" in groups', "'ops'  in groups", [], [], []],
  ["the same that cannot be told", 'groups.f("a")', 'groups.f( "a" )', [], [], []],
  [
    "what cannot be told for some",
    "admins",
    '"ops" in groups || "admins" in groups && claims.a == "b"',
    ["dan", "eve"],
    [],
    ["ann", "bob"],
  ],
  ["what cannot work", "admins", '"ops" in groups and', [], [], ["ann", "bob", "cyd", "dan", "eve", "fay"]],
])("%s: who gains, who loses, of whom it cannot be told", (_what, before, after, gain, lose, open) => {
  expect(impactOf(DIRECTORY, { before, after })).toEqual({ gain, lose, open });
});

test("users in more groups than Entra ID sends are counted, and not named", () => {
  const groups = (count: number) => Array.from({ length: count }, (_, index) => `g${index}`);
  const of = (...sets: Directory["sets"]): Directory => ({ size: 0, sets });
  expect(overageRemark(DIRECTORY)).toBeUndefined();
  expect(overageRemark(of({ groups: groups(150), users: ["ann"] }))).toBeUndefined();
  expect(overageRemark(of({ groups: groups(151), users: ["ann"] }))).toMatch(
    /^1 user is in more than 150 groups\. Microsoft Entra ID sends none/,
  );
  const many = overageRemark(
    of({ groups: groups(151), users: ["ann", "bob"] }, { groups: groups(300), users: ["cyd"] }),
  );
  expect(many).toMatch(/^3 users are in more than 150 groups/);
  expect(many).not.toMatch(/ann|bob|cyd/);
});
