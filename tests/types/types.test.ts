import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as typescript from "typescript";

const ROOT = dirname(dirname(__dirname));

/** Statements in a user's program, each with the expected compiler error. Without one, the statement is valid. */
const STATEMENTS: [statement: string, error?: string][] = [
  ['new GroupMapping("a", { displayName: "A", filter: "f", description: optional });'],
  [
    'new GroupMapping("a", { displayName: "A", filter: optional });',
    "'undefined' is not assignable to type 'string'",
  ],
  ['new Provider("p", { cloudApiKey: output, cloudApiSecret: text, maxRetries: 3 });'],
  ['new Provider("p", { oauth, endpoint: text });'],
  ['new Provider("p", { cloudApiKey: text });', "'cloudApiSecret' is missing"],
  ['new Provider("p", { cloudApiSecret: text });', "'cloudApiKey' is missing"],
  ['new Provider("p", { cloudApiKey: text, cloudApiSecret: text, oauth });', "'OAuthArgs' is not assignable"],
  ['new Provider("p", {});', "not assignable to parameter of type 'ProviderArgs'"],
  ["filters.anyOf(...texts);"],
  ['filters.allOf("a", output).apply((filter) => filter.length);'],
  ['filters.anyOf("a", filters.not("b")).length;'],
  ["filters.anyOf();", "not assignable to parameter of type 'never'"],
  ["filters.allOf();", "not assignable to parameter of type 'never'"],
  ['await getGroupMapping({ id: "group-a" });'],
  ['await getGroupMapping({ displayName: "A" }, { provider });'],
  ["(await getGroupMapping({ id: text })).roleBindingPrincipal.length;"],
  ["await getGroupMapping({});", "GetGroupMappingArgs"],
  ['await getGroupMapping({ id: "group-a", displayName: "A" });', "GetGroupMappingArgs"],
  ['await getGroupMapping({ name: "A" });', "'name' does not exist"],
  ["await getGroupMapping({ id: output });", "'Output<string>' is not assignable to type 'string"],
  [
    'await getGroupMapping({ id: "group-a" }, provider);',
    "no properties in common with type 'LookupOptions'",
  ],
  ['(await getGroupMapping({ id: "group-a" })).filter = "x";', "read-only"],
  ['(await getGroupMapping({ id: "group-a" })).state.length;', "possibly 'undefined'"],
  ["const id: pulumi.Output<string> = getGroupMappingOutput({ id: output }).id;"],
  [
    "const id: pulumi.Output<string> = getGroupMappingOutput({ displayName: Promise.resolve(text) }, { parent }).id;",
  ],
  ["getGroupMappingOutput({ id: output, displayName: output });", "GetGroupMappingOutputArgs"],
  ["for (const { id } of await getGroupMappings()) id.length;"],
  ['await getGroupMappings({ displayName: "A", filter: ({ filter }) => filter === "true" });'],
  ["await getGroupMappings({ displayName: undefined, filter: undefined });"],
  ['await getGroupMappings({ filter: "true" });', "not assignable to type"],
  ["await getGroupMappings({ filter: async () => true });", "Promise<boolean>"],
  ["(await getGroupMappings()).push(await getGroupMapping({ id: text }));", "'push' does not exist"],
  [
    "const count: pulumi.Output<number> = getGroupMappingsOutput({ displayName: output }).apply((all) => all.length);",
  ],
];

const PROGRAM = `
import * as pulumi from "@pulumi/pulumi";
import * as sso from "pulumi-confluent-sso";
import { filters, getGroupMapping, getGroupMappingOutput, getGroupMappings, getGroupMappingsOutput, GroupMapping, Provider } from "pulumi-confluent-sso";
declare const output: pulumi.Output<string>, text: string, provider: Provider, parent: pulumi.ComponentResource;
declare const optional: pulumi.Output<string | undefined>, texts: string[], oauth: sso.OAuthArgs;
`;

/** Returns the compiler's error for each line of the program, with the published declarations. */
async function errorsByLine(program: string): Promise<Map<number, string>> {
  const folder = await mkdtemp(join(tmpdir(), "types-"));
  await symlink(join(ROOT, "node_modules"), join(folder, "node_modules"));
  const file = join(folder, "program.mts");
  await writeFile(file, program);
  const compiled = typescript.createProgram([file], {
    module: typescript.ModuleKind.NodeNext,
    target: typescript.ScriptTarget.ES2022,
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
  });
  const diagnostics = typescript.getPreEmitDiagnostics(compiled);
  await rm(folder, { recursive: true });
  return new Map(
    diagnostics.map((diagnostic) => [
      diagnostic.file?.getLineAndCharacterOfPosition(diagnostic.start ?? 0).line ?? -1,
      typescript.flattenDiagnosticMessageText(diagnostic.messageText, "\n"),
    ]),
  );
}

test("the types accept valid programs, and reject invalid ones", async () => {
  const blocks = STATEMENTS.map(([statement]) => `{ ${statement} }`);
  const errors = await errorsByLine(`${PROGRAM}${blocks.join("\n")}`);
  const first = PROGRAM.split("\n").length - 1;
  const reported = STATEMENTS.map(([statement], index) => [statement, errors.get(first + index)]);
  const expected = STATEMENTS.map(([statement, error]): [string, unknown] => [
    statement,
    error === undefined ? undefined : expect.stringContaining(error),
  ]);
  expect(reported).toEqual(expected);
  expect([...errors.keys()].filter((line) => line < first)).toEqual([]);
});
