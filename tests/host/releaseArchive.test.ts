import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { extract } from "tar";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { environmentOf } from "../support/emulatorEnvironment";
import { withHost } from "../support/host";
import { until } from "../support/until";

const ROOT = dirname(require.resolve("pulumi-confluent-sso/package.json"));
const NAME = "pulumi-resource-confluent-sso";

let folder: string;
let version: string;
let archives: string[];
const inFolder = (...names: string[]) => join(folder, ...names);
const build = (target: string) =>
  promisify(execFile)(process.execPath, [join(ROOT, "scripts/releaseArchive.mjs"), inFolder(target)]);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "confluent-sso-release-"));
  ({ version } = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8")) as { version: string });
  await build("first");
  archives = await readdir(inFolder("first"));
  await mkdir(inFolder("contents"));
  const file = inFolder("first", `${NAME}-v${version}-linux-amd64.tar.gz`);
  await extract({ file, cwd: inFolder("contents") });
});

afterAll(() => rm(folder, { recursive: true }));

test("there is an archive for each platform, and a second build has the same bytes", async () => {
  await build("second");
  expect(archives.sort()).toEqual(
    ["darwin", "linux", "windows"].flatMap((os) =>
      ["amd64", "arm64"].map((cpu) => `${NAME}-v${version}-${os}-${cpu}.tar.gz`),
    ),
  );
  await expect(readdir(inFolder("second"))).resolves.toHaveLength(archives.length);
  for (const archive of archives) {
    const [first, second] = await Promise.all(
      ["first", "second"].map((build) => readFile(inFolder(build, archive))),
    );
    expect(first?.equals(second ?? Buffer.alloc(0))).toBe(true);
  }
});

test("the notices contain the license of each package in the bundle, and no others", async () => {
  const script = await readFile(inFolder("contents", NAME), "utf8");
  const bundled = [...script.matchAll(/^\/\/ .*node_modules\/((?:@[^/\s]+\/)?[^/\s]+)/gm)].map(
    ([, name]) => name,
  );
  const text = await readFile(inFolder("contents/THIRD-PARTY-NOTICES"), "utf8");
  const named = [...text.matchAll(/^-{80}\n(\S+) \d+\.\d+\.\d+ \(.+\)\n\n(?=\S)/gm)].map(([, name]) => name);
  expect(new Set(named)).toEqual(new Set(bundled));
  expect(named).toEqual(
    expect.arrayContaining(["@grpc/grpc-js", "@pulumi/pulumi", "axios", "google-protobuf"]),
  );
  expect(text).toContain("Copyright (c) 2014-present Matt Zabriskie");
});

test("the script works without node_modules, and loads the HTTP client only for a request", async () => {
  const emulator = await startCheckedEmulator();
  await writeFile(
    inFolder("preload.cjs"),
    `const Module = require("node:module");
    const load = Module._load;
    Module._load = (name, ...more) => (name === "https" && console.error("HTTP client"), load(name, ...more));`,
  );
  const options = {
    entryPoint: "plugin" as const,
    command: [inFolder("contents", NAME)] as const,
    env: { ...environmentOf(emulator), NODE_OPTIONS: `--require=${inFolder("preload.cjs")}` },
  };
  await withHost(options, async (host) => {
    const info = await host.call("getPluginInfo", new Empty());
    expect(info.getVersion()).toBe(version);
    const schema = await host.call("getSchema", new messages.GetSchemaRequest());
    expect(schema.getSchema()).toBe(await readFile(join(ROOT, "schema.json"), "utf8"));
    expect(host.output()).toBe("");
    const { id } = await host.create({ displayName: "Admins", description: "", filter: "admins" });
    expect(emulator.mappings()).toMatchObject([{ id, display_name: "Admins" }]);
    await until(() => host.output().includes("HTTP client"));
  });
  await emulator.close();
});
