import { readlinkSync } from "node:fs";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type typescript from "typescript";
import { caseCount } from "../support/cases";

const ROOT = dirname(dirname(__dirname));

const PROGRAM = `
import * as sso from "pulumi-confluent-sso";
import * as emulator from "pulumi-confluent-sso/emulator";
import provider = require("pulumi-confluent-sso/provider");
const everything = { ...sso, ...emulator, provider };
export = everything;
`;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "compilers-"));
  await symlink(join(ROOT, "node_modules"), join(folder, "node_modules"));
  await writeFile(join(folder, "program.ts"), PROGRAM);
});

afterAll(() => rm(folder, { recursive: true }));

/** The oldest and the newest come first. */
const COMPILERS = [
  ["typescript-4.9", "4.9"],
  ["typescript-6", "6.0"],
  ["typescript-5.4", "5.4"],
  ["typescript", "5.9"],
] as const;

// The options of `pulumi new typescript`, except skipLibCheck: all declarations that a program loads are checked.
test.each(COMPILERS.slice(0, caseCount({ quick: 2, thorough: 4 })))(
  "the declarations compile with the compiler %s, which has version %s",
  (compiler, version) => {
    const ts = jest.requireActual<typeof typescript>(compiler);
    expect(ts.versionMajorMinor).toBe(version);
    const { options, errors } = ts.convertCompilerOptionsFromJson(
      {
        ...{ module: "commonjs", moduleResolution: "node", target: "es2020", types: ["node"] },
        ...{ strict: true, skipLibCheck: false, noEmit: true },
        ...(version === "6.0" && { ignoreDeprecations: "6.0" }), // moduleResolution "node"
      },
      folder,
    );
    const program = ts.createProgram([join(folder, "program.ts")], options);
    const messages = [...errors, ...ts.getPreEmitDiagnostics(program)].map(({ messageText, file }) => [
      file?.fileName,
      ts.flattenDiagnosticMessageText(messageText, "\n"),
    ]);
    expect(messages).toEqual([]);
  },
  300_000,
);

test("`tsc` is the compiler that this repository is built with, not one of the others", () => {
  // After `npm install` of one package, it can be another one. `npm ci` corrects it.
  expect(readlinkSync(join(ROOT, "node_modules/.bin/tsc"))).toBe("../typescript/bin/tsc");
});
