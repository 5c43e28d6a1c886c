/**
 * Writes the release archives of the provider plugin, for `pulumi plugin install`. The plugin is one script that needs only
 * Node.js, so that the archives of all platforms have the same bytes, in every build.
 *
 *   node scripts/releaseArchive.mjs [folder]      Default: bin/release
 */
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { build } from "esbuild";
import * as tar from "tar";

const NAME = "pulumi-resource-confluent-sso";
const PLATFORMS = ["linux", "darwin", "windows"].flatMap((os) => [`${os}-amd64`, `${os}-arm64`]);

process.chdir(path.dirname(import.meta.dirname));
const target = path.resolve(process.argv[2] ?? "bin/release");
const { name, version, license } = JSON.parse(await readFile("package.json", "utf8"));
await mkdir(target, { recursive: true });
const folder = await mkdtemp(path.join(target, ".contents-"));

/** Bundles the libraries of @pulumi/pulumi, which provider/pulumiDependencies.ts loads from its folder at run time. */
const librariesOfPulumi = {
  name: "libraries of @pulumi/pulumi",
  setup: ({ onLoad }) =>
    onLoad({ filter: /\/provider\/pulumiDependencies\.js$/ }, () => ({
      contents: `
        const load = {
          "@grpc/grpc-js": () => require("@grpc/grpc-js"),
          "google-protobuf/google/protobuf/empty_pb.js": () => require("google-protobuf/google/protobuf/empty_pb.js"),
          "google-protobuf/google/protobuf/struct_pb.js": () => require("google-protobuf/google/protobuf/struct_pb.js"),
        };
        exports.loadFromPulumi = (name) => load[name]();`,
      resolveDir: path.dirname(createRequire(import.meta.url).resolve("@pulumi/pulumi")),
    })),
};

try {
  const { metafile } = await build({
    entryPoints: ["bin/provider/plugin/index.js"],
    outfile: path.join(folder, NAME),
    bundle: true,
    platform: "node",
    target: "node20.19",
    // The script finds schema.json by the name of its own package.
    external: [`${name}/package.json`],
    plugins: [librariesOfPulumi],
    metafile: true,
    logLevel: "warning",
  });
  const inFolder = (file) => path.join(folder, file);
  // Starts the script on Windows. It has not been tested there.
  await writeFile(inFolder(`${NAME}.cmd`), `@node "%~dp0${NAME}" %*\r\n`);
  const manifest = {
    name,
    version,
    license,
    type: "commonjs",
    exports: { "./package.json": "./package.json" },
  };
  await writeFile(inFolder("package.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);
  await copyFile("schema.json", inFolder("schema.json"));
  await copyFile("LICENSE", inFolder("LICENSE"));
  await writeFile(inFolder("THIRD-PARTY-NOTICES"), await notices(metafile));

  const files = [NAME, `${NAME}.cmd`, "LICENSE", "THIRD-PARTY-NOTICES", "package.json", "schema.json"];
  for (const platform of PLATFORMS) {
    const file = path.join(target, `${NAME}-v${version}-${platform}.tar.gz`);
    const isExecutable = (name) => name.startsWith(NAME);
    await tar.create(
      {
        ...{ file, cwd: folder, gzip: true, portable: true, mtime: new Date(0) },
        onWriteEntry: (entry) => (entry.stat.mode = isExecutable(entry.path) ? 0o100755 : 0o100644),
      },
      files,
    );
    console.log(file);
  }
} finally {
  await rm(folder, { recursive: true });
}

/** Returns the licenses of the packages whose code is in the bundle. */
async function notices({ outputs }) {
  const [{ inputs }] = Object.values(outputs);
  const folders = Object.keys(inputs).map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]);
  const parts = [...new Set(folders)].filter(Boolean).sort().map(noticeOf);
  return `${NAME} contains code of these packages:\n\n${(await Promise.all(parts)).join("\n")}`;
}

async function noticeOf(location) {
  const read = (file) => readFile(path.join(location, file), "utf8");
  const { name, version, license } = JSON.parse(await read("package.json"));
  const files = (await readdir(location)).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file)).sort();
  const texts = await Promise.all(files.map(read));
  if (files.length === 0) {
    const [text] = /^License\n-+\n[^]+/m.exec(await read("README.md").catch(() => "")) ?? [];
    if (text === undefined) {
      throw new Error(
        `${location} does not contain its license. Replace the package, or add the text of the license to this script.`,
      );
    }
    texts.push(text);
  }
  const body = texts.map((text) => text.trim()).join("\n\n");
  return `${"-".repeat(80)}\n${name} ${version} (${license})\n\n${body}\n`;
}
