import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import * as pulumiMocks from "@pulumi/pulumi/runtime/mocks";
import type * as Sdk from "../../sdk";
import { INPUTS } from "../support/mappings";
import { useMocks, valueOf } from "../support/mocks";

const PACKAGE_FILES = {
  "package.json": JSON.stringify({
    name: "pulumi-confluent-sso",
    exports: { "./provider": "./provider.js" },
  }),
  "provider.js": "",
};

const before = { folder: process.cwd(), env: { ...process.env } };
let root: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "confluent-sso-program-")));
  process.env["PULUMI_NODEJS_MONITOR"] = "127.0.0.1:1";
});

afterEach(() => {
  process.chdir(before.folder);
  process.env = { ...before.env };
  rmSync(root, { recursive: true });
});

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, folder, name)), { recursive: true });
    writeFileSync(join(root, folder, name), text);
  }
}

/** Declares a mapping in a program with this folder; the class comes from elsewhere. Returns the error, if any. */
function declareIn(folder: string, changeTo?: string): string {
  mkdirSync(join(root, folder), { recursive: true });
  process.chdir(join(root, folder));
  let message = "";
  // Reload only the class, because loading Pulumi takes a second.
  jest.doMock("@pulumi/pulumi", () => pulumi);
  jest.doMock("@pulumi/pulumi/runtime/mocks", () => pulumiMocks);
  jest.isolateModules(() => {
    const { GroupMapping } = jest.requireActual<typeof Sdk>("../../sdk");
    process.chdir(changeTo ?? join(root, folder));
    try {
      new GroupMapping("admins", INPUTS);
    } catch (error) {
      message = error instanceof Error ? error.message : String(error);
    }
  });
  return message;
}

const NOT_FOUND =
  /^Cannot declare group mappings: Pulumi loads pulumi-confluent-sso from the program's folder/;

describe("a program whose folder Pulumi cannot resolve the package from", () => {
  test.each<[string, string, string, Readonly<Record<string, string>>]>([
    ["npm", "app", "npm install", { "package-lock.json": "" }],
    ["pnpm", "app", "pnpm add", { "pnpm-lock.yaml": "", "pnpm-workspace.yaml": "" }],
    [
      "pnpm, in the root of the workspace",
      "",
      "pnpm add -w",
      { "pnpm-lock.yaml": "", "pnpm-workspace.yaml": "" },
    ],
    ["Yarn", "app", "yarn add", { "yarn.lock": "" }],
    ["Bun", "app", "bun add", { "bun.lock": "" }],
    [
      "npm inside a pnpm workspace",
      "app",
      "npm install",
      { "pnpm-lock.yaml": "", "app/package-lock.json": "" },
    ],
    ["no lock file", "app", "npm install", {}],
  ])("fails with the command to run: %s", (_what, program, command, files) => {
    write("", { ...files, [join(program, "package.json")]: "{}" });
    write("lib/node_modules/pulumi-confluent-sso", PACKAGE_FILES);
    const message = declareIn(program);
    expect(message).toMatch(NOT_FOUND);
    expect(message).toMatch(
      new RegExp(
        `Run this command in ${join(root, program)}:\n {2}${command} pulumi-confluent-sso$`.replace(
          "//",
          "/",
        ),
      ),
    );
  });

  test("that is compiled gets a command for the folder of package.json", () => {
    write("app", { "package.json": "{}" });
    expect(declareIn("app/dist")).toContain(`Run this command in ${join(root, "app")}:\n  npm install`);
  });

  test("has a package without the provider", () => {
    write("node_modules/pulumi-confluent-sso", { "package.json": '{ "exports": {} }' });
    expect(declareIn("")).toMatch(NOT_FOUND);
  });
});

describe("a program that works is not rejected", () => {
  test.each([
    ["if the package is in its own node_modules", "app", "app"],
    ["if the package is in the node_modules of the workspace", "", "apps/sso"],
    ["if it is compiled into another folder", "", "dist"],
  ])("%s", (_what, installed, program) => {
    write(join(installed, "node_modules/pulumi-confluent-sso"), PACKAGE_FILES);
    expect(declareIn(program)).not.toMatch(NOT_FOUND);
  });

  test("if it changes the working directory", () => {
    write("app/node_modules/pulumi-confluent-sso", PACKAGE_FILES);
    expect(declareIn("app", tmpdir())).not.toMatch(NOT_FOUND);
    process.env["PULUMI_NODEJS_ROOT_DIRECTORY"] = join(root, "app");
    expect(declareIn("elsewhere")).not.toMatch(NOT_FOUND);
  });

  test("if it uses the Automation API", () => {
    delete process.env["PULUMI_NODEJS_MONITOR"];
    expect(declareIn("app")).not.toMatch(NOT_FOUND);
  });

  test("in a user's unit test", async () => {
    process.chdir(root);
    const registered = await useMocks();
    const { GroupMapping } = jest.requireActual<typeof Sdk>("../../sdk");
    await valueOf(new GroupMapping("admins", INPUTS).urn);
    expect(registered).toHaveLength(1);
  });
});
