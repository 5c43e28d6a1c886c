import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Emulator } from "../../emulator/index";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { commandsIn, runCommand } from "../support/commandLine";
import { credentialsOf, environmentOf } from "../support/emulatorEnvironment";
import { readHcl } from "../support/hcl";
import { Stack } from "./support/stack";

/** A resource of another provider, like a role binding. */
const THING = `
const things = {
  create: async (inputs) => ({ id: "thing", outs: inputs }),
  update: async (_id, _olds, news) => ({ outs: news }),
};
class Thing extends pulumi.dynamic.Resource {
  constructor(name, props) {
    super(things, name, props);
  }
}
`;

const MAPPINGS = `
const admins = new sso.GroupMapping("admins", { displayName: "Admins", filter: '"admins" in groups' });
new sso.GroupMapping("it's \${odd} 🚀", { displayName: "Odd\\n\${odd}", description: "%{if}", filter: "o'dd" }, { dependsOn: [admins] });
new sso.GroupMapping("everyone", { displayName: "all-sso-users", filter: "true" }, { protect: true });
`;

describe("a stack whose mappings move to another tool", () => {
  let emulator: Emulator;
  let stack: Stack;
  let ids: Record<string, string>;
  let release: string[];
  let seen: number;

  beforeAll(async () => {
    emulator = await startCheckedEmulator();
    stack = await Stack.start({
      program: `${THING}${MAPPINGS}new Thing("binding", { principal: admins.roleBindingPrincipal });`,
      env: { ...environmentOf(emulator), PULUMI_SKIP_CONFIRMATIONS: "true" },
      secrets: [credentialsOf(emulator)],
    });
    await stack.up();
    await stack.succeed(["stack", "export", "--file", "export.json"]);
    ids = Object.fromEntries(
      (await stack.mappings()).map(({ urn, id = "" }) => [urn.split("::").slice(3).join("::"), id]),
    );
    seen = emulator.requests().length;
  });

  afterAll(async () => {
    await stack.close();
    await emulator.close();
  });

  const exported = async (to: string): Promise<string> => {
    const args = ["export", to, "--stack", "export.json", "--out", to.replace("--to-", "")];
    const { code, stdout, stderr } = await runCommand(args, { folder: stack.folder });
    expect(stderr).toContain("Resource binding refers to admins");
    expect(code).toBe(0);
    return stdout;
  };
  const read = (path: string) => readFile(join(stack.folder, path), "utf8");

  test("is exported for @pulumi/confluentcloud without requests", async () => {
    release = commandsIn(await exported("--to-bridge")).filter((command) =>
      /^pulumi (state|up)/.test(command),
    );
    const { resources } = JSON.parse(await read("bridge/import.json")) as {
      resources: { name: string; id: string }[];
    };
    expect(Object.fromEntries(resources.map(({ name, id }) => [name, id]))).toEqual(ids);
    expect(await read("bridge/mappings.ts")).toContain('displayName: "Odd\\n${odd}",');
    expect(emulator.requests()).toHaveLength(seen);
  });

  test("is exported for Terraform, with the same commands to remove the mappings from the state", async () => {
    const commands = commandsIn(await exported("--to-terraform"));
    expect(commands.filter((command) => /^pulumi (state|up)/.test(command))).toEqual(release);
    const imports = readHcl(await read("terraform/imports.tf"));
    expect(imports.map(({ attributes }) => attributes["id"]).sort()).toEqual(Object.values(ids).sort());
    const odd = readHcl(await read("terraform/group-mappings.tf")).find(
      ({ labels }) => labels[1] === "its_odd",
    );
    expect(odd?.attributes).toEqual({ display_name: "Odd\n${odd}", description: "%{if}", filter: "o'dd" });
  });

  test("no longer has the mappings after the printed commands, which do not change any mapping", async () => {
    const before = emulator.mappings();
    expect(before).toHaveLength(3);
    await stack.setProgram(`${THING}new Thing("binding", { principal: "User:${ids["admins"] ?? ""}" });`);
    expect(release).toHaveLength(4);
    for (const command of release) {
      await promisify(execFile)("sh", ["-c", command], { cwd: stack.folder, env: stack.env });
    }
    expect(await stack.mappings()).toEqual([]);
    await stack.up("--expect-no-changes");
    expect(emulator.mappings()).toEqual(before);
    expect(emulator.requests()).toHaveLength(seen);
  });
});
