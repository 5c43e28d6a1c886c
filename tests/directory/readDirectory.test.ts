import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { DirectoryError, readDirectory } from "../../provider/directory";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "confluent-sso-directory-"));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** Returns the groups of each user in a file with this content. */
async function read(content: string | Uint8Array): Promise<Record<string, readonly string[]>> {
  const path = join(folder, "people");
  await writeFile(path, content);
  const { size, sets } = await readDirectory(path);
  const users = sets.flatMap(({ groups, users: names }) => names.map((user) => [user, groups] as const));
  expect(users).toHaveLength(size);
  return Object.fromEntries(users);
}

const lines = (...all: string[]) => `${all.join("\n")}\n`;

const ANN_AND_BOB = { "ann@x": ["admins", "ops"], "bob@x": ["ops"] };

test.each<[what: string, content: string | Uint8Array]>([
  ["one line per membership", lines("user,group", "ann@x,admins", "ann@x,ops", "bob@x,ops")],
  ["one line per user, with semicolons", lines("user,groups", "ann@x,admins;ops", "bob@x,ops")],
  ["one line per user, with pipes and spaces", lines("user,groups", "ann@x,admins | ops", "bob@x,ops")],
  [
    "columns in any order and case, with others",
    lines("GROUP,x,User", "admins,1,ann@x", "ops,2,ann@x", "ops,,bob@x"),
  ],
  ["semicolons between the fields", lines("user;groups", "ann@x;admins|ops", "bob@x;ops")],
  ["tabs between the fields", lines("user\tgroups", "ann@x\tadmins;ops", "bob@x\tops")],
  ["quoted fields", lines('"user","groups"', '"ann@x","admins;ops"', '"bob@x","ops"')],
  ["a byte order mark", `\uFEFF${lines("user,groups", "ann@x,admins;ops", "bob@x,ops")}`],
  ["UTF-16", Buffer.from(`\uFEFF${lines("user,groups", "ann@x,admins;ops", "bob@x,ops")}`, "utf16le")],
  [
    "UTF-16 without a byte order mark",
    Buffer.from(lines("user,groups", "ann@x,admins;ops", "bob@x,ops"), "utf16le"),
  ],
  [
    "UTF-16 in the other byte order, without a mark",
    Buffer.from(
      '[{"user":"ann@x","groups":["admins","ops"]},{"user":"bob@x","groups":"ops"}]',
      "utf16le",
    ).swap16(),
  ],
  ["Excel's separator line", "sep=;\r\nuser;groups\r\nann@x;admins|ops\r\nbob@x;ops\r\n"],
  ["a separator that the header does not have", 'sep=|\nuser|groups\nann@x|"admins;ops"\nbob@x|ops\n'],
  [
    "Excel's line in quotes, behind a byte order mark",
    '\uFEFF"sep=,"\nuser,groups\nann@x,admins;ops\nbob@x,ops\n',
  ],
  ["JSON lists as text", lines("user,groups", 'ann@x,"[""admins"", ""ops""]"', 'bob@x,"[""ops""]"')],
  ["Python lists as text", lines("user,group", "ann@x,\"['admins', 'ops']\"", "bob@x,ops")],
  [
    "lists as text in JSON",
    JSON.stringify([
      { user: "ann@x", groups: '["admins","ops"]' },
      { user: "bob@x", groups: "ops" },
    ]),
  ],
  ["Windows line breaks and empty lines", "user,groups\r\nann@x,admins;ops\r\n\r\nbob@x,ops\r\n"],
  [
    "a file from PowerShell",
    lines("#TYPE Selected.User", '"user","groups"', '"ann@x","admins;ops"', '"bob@x","ops"'),
  ],
  [
    "Okta's report of group membership",
    lines(
      "Okta username,User fullname,Group name,Group membership type",
      "ann@x,Ann,admins,Direct",
      "ann@x,Ann,ops,By rule",
      "bob@x,Bob,ops,Direct",
    ),
  ],
  [
    "Entra ID's members of groups, joined to one file",
    lines(
      "id,userPrincipalName,displayName,objectType,groupId,groupName",
      "1,ann@x,Ann,User,g1,admins",
      "1,ann@x,Ann,User,g2,ops",
      "2,bob@x,Bob,User,g2,ops",
    ),
  ],
  [
    "JSON of users",
    JSON.stringify([
      { user: "ann@x", groups: ["admins", "ops"] },
      { user: "bob@x", groups: ["ops"] },
    ]),
  ],
  [
    "JSON of memberships",
    JSON.stringify([
      { Login: "ann@x", Group: "admins" },
      { Login: "ann@x", Group: "ops" },
      { Login: "bob@x", Group: "ops" },
    ]),
  ],
  ["JSON by user", JSON.stringify(ANN_AND_BOB)],
  [
    "a response of Microsoft Graph",
    JSON.stringify({
      "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#users",
      value: [
        {
          userPrincipalName: "ann@x",
          memberOf: [{ id: "g1", displayName: "admins" }, { displayName: "ops" }],
        },
        { userPrincipalName: "bob@x", memberOf: [{ id: "ops" }] },
      ],
    }),
  ],
])("reads %s", async (_what, content) => {
  await expect(read(content)).resolves.toEqual(ANN_AND_BOB);
});

test("group names are kept as written, with spaces, commas, and case", async () => {
  await expect(
    read(lines("user,group", 'ann,"CN=Kafka Admins,OU=Groups"', "ann,kafka admins ", "ann,a;b")),
  ).resolves.toEqual({ ann: ["CN=Kafka Admins,OU=Groups", "a;b", "kafka admins "] });
});

/** Returns the groups of the user ann, and how many users have commas that were, and were not, treated as separators. */
async function readCommas(content: string) {
  const path = join(folder, "people");
  await writeFile(path, content);
  const { sets, split, unsplit } = await readDirectory(path);
  return [sets.find(({ users }) => users.includes("ann"))?.groups, split, unsplit];
}

test.each<[what: string, content: string, groups: readonly string[], split: number, unsplit: number]>([
  ["only one user", 'user,groups\nann,"kafka,all"\n', ["kafka,all"], 0, 1],
  ["a part that is in no other cell", 'user,groups\nann,"kafka,all"\nbob,all\n', ["kafka,all"], 0, 1],
  [
    "parts that are in other cells",
    'user,groups\nann,"kafka, all"\nbob,all\ncyd,kafka\n',
    ["all", "kafka"],
    1,
    0,
  ],
  [
    "more such cells in a file if one is unambiguous",
    'user,group\nann,"kafka,ops"\nbob,"kafka,all"\ncyd,kafka\ncyd,all\n',
    ["kafka", "ops"],
    2,
    0,
  ],
  [
    "parts that are in a cell with semicolons",
    'user,groups\nann,"kafka,all"\nbob,kafka;all\n',
    ["all", "kafka"],
    1,
    0,
  ],
  ["a distinguished name", 'user,groups\nann,"CN=Kafka,OU=Groups"\n', ["CN=Kafka,OU=Groups"], 0, 0],
  ["a name with a comma between semicolons", 'user,groups\nann,"a,b;c"\n', ["a,b", "c"], 0, 0],
  ["a JSON list", 'user,groups\nann,"[""a"",""b, c""]"\n', ["a", "b, c"], 1, 0],
  ["a text in JSON", '{"ann": "kafka,all", "bob": ["all"], "cyd": "kafka"}', ["all", "kafka"], 1, 0],
  ["a list in JSON, which is clear", '{"ann": ["kafka,all"]}', ["kafka,all"], 0, 0],
])("commas in a groups cell: %s", async (_what, content, groups, split, unsplit) => {
  await expect(readCommas(content)).resolves.toEqual([groups, split, unsplit]);
});

test("a user without groups counts, and a user that occurs twice counts once", async () => {
  await expect(read(lines("user,groups", "ann,", "bob,ops", "bob,ops;admins"))).resolves.toEqual({
    ann: [],
    bob: ["admins", "ops"],
  });
  await expect(read('[{"user": "ann", "groups": null}]')).resolves.toEqual({ ann: [] });
});

test("users with the same groups form one set, in any order", async () => {
  const path = join(folder, "people");
  await writeFile(path, lines("user,groups", "ann,a;b", "bob,b;a;b", "cyd,a"));
  await expect(readDirectory(path)).resolves.toEqual({
    size: 3,
    sets: [
      { groups: ["a", "b"], users: ["ann", "bob"] },
      { groups: ["a"], users: ["cyd"] },
    ],
    cutOff: 0,
    others: 0,
    split: 0,
    unsplit: 0,
  });
});

test("a member without a user is ignored, because Entra ID exports nested groups this way", async () => {
  const path = join(folder, "people");
  const header = "id,userPrincipalName,displayName,objectType,userType,isUser,isGroup,isGuest,groupName";
  const ann = "1,ann@x,Ann,User,Member,True,False,False,ops";
  const inner = "2,,Inner,Group,,False,True,False,ops";
  await writeFile(path, lines(header, ann, inner, "3,,Laptop,Device,,False,False,False,ops"));
  await expect(readDirectory(path)).resolves.toMatchObject({
    sets: [{ groups: ["ops"], users: ["ann@x"] }],
    others: 2,
  });
});

test("a user with 20 groups from Microsoft Graph may be in more, because it returns no more", async () => {
  const memberOf = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ displayName: `g${index}` }));
  const users = [19, 20, 21].map((count) => ({
    userPrincipalName: `of${count}@x`,
    memberOf: memberOf(count),
  }));
  const names = memberOf(20).map(({ displayName }) => displayName);
  const others = [
    { user: "ann", groups: memberOf(20) },
    { user: "bob", memberOf: names },
  ];
  const path = join(folder, "people");
  await writeFile(path, JSON.stringify({ value: [...users, ...others] }));
  await expect(readDirectory(path)).resolves.toMatchObject({ size: 5, cutOff: 1 });
  await writeFile(path, lines("user,memberOf", `ann,${names.join(";")}`));
  await expect(readDirectory(path)).resolves.toMatchObject({ size: 1, cutOff: 0 });
});

test.each<[what: string, content: string | Uint8Array, problem: RegExp]>([
  [
    "no column for the users",
    lines("who,group", "a,b"),
    /line 1 has no column for the users\. Name the column of the users "user"/,
  ],
  [
    "the members of only one group, as Entra ID exports them",
    lines("id,userPrincipalName,displayName", "1,ann@x,Ann"),
    /line 1 has no column for the groups\. .* A file with the members of only one group needs this column too\.$/,
  ],
  ["only lines without a user", lines("user,group", ",a", ",b"), /it has no users/],
  [
    "a line with more fields",
    lines("user,group", "ann,a", "bob,CN=x,OU=y"),
    /line 3 has more or fewer fields than the header/,
  ],
  [
    "a quote that is not closed",
    lines("user,group", 'ann,"a', "bob,b"),
    /line \d+ is the last line, and a quote is not closed/,
  ],
  ["a quote inside a field", lines("user,group", 'ann,a"b"'), /line 2 has a quote inside a field/],
  ["text after a closing quote", lines("user,group", 'ann,"a"b'), /line 2 has text after a closing quote/],
  ["only a header", "user,group\n", /it has no users/],
  ["nothing", "", /line 1 has no column for the users/],
  ["another encoding", Uint8Array.of(0x75, 0xe4), /it is not UTF-8 text\. Export it as UTF-8\./],
  ["invalid JSON", '[{"user": ', /it looks like JSON but is not valid/],
  ["JSON of other things", '[{"user": "a", "group": "b"}, 7]', /entry 2 is not an object/],
  ["JSON without groups", '[{"user": "a"}]', /entry 1 has no property for the groups/],
  ["JSON without a user", '[{"user": "", "group": "b"}]', /entry 1 has no user/],
  ["groups that are no names", '{"ann": ["a"], "bob": [7]}', /the groups of user 2 are not a list of names/],
  ["the first page of several", '{"@odata.nextLink": "x", "value": []}', /it is the first of several pages/],
])("%s is an error with the position and advice", async (_what, content, problem) => {
  const reading = read(content);
  await expect(reading).rejects.toBeInstanceOf(DirectoryError);
  await expect(reading).rejects.toThrow(problem);
  await expect(reading).rejects.toThrow(/^Cannot read the directory file .*people: /);
});

test("the error about a missing file has its absolute path", async () => {
  const path = join(folder, "none.csv");
  await expect(readDirectory(path)).rejects.toThrow(
    `Cannot read the directory file ${path}: ${path} does not exist. Specify an existing file.`,
  );
});

test("the error about a directory says so", async () => {
  await expect(readDirectory(folder)).rejects.toThrow(
    `Cannot read the directory file ${folder}: ${folder} is a directory. Specify an existing file.`,
  );
});

test("CSV and JSON with the same names have the same result", async () => {
  const name = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 8 })
    .filter((text) => text !== "__proto__");
  const memberships = fc.uniqueArray(fc.tuple(name, fc.array(name, { maxLength: 3 })), {
    minLength: 1,
    maxLength: 8,
    selector: ([user]) => user,
  });
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  await fc.assert(
    fc.asyncProperty(memberships, async (users) => {
      const json = JSON.stringify(users.map(([user, groups]) => ({ user, groups })));
      const csv = users.flatMap(([user, groups]) =>
        (groups.length === 0 ? [""] : groups).map((group) => `${quoted(user)},${quoted(group)}`),
      );
      const fromJson = await read(json);
      expect(await read(lines("user,group", ...csv))).toEqual(fromJson);
      expect(fromJson).toEqual(
        Object.fromEntries(users.map(([user, groups]) => [user, [...new Set(groups)].sort()])),
      );
    }),
    { numRuns: 100 },
  );
});
