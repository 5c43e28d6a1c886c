import { execFile } from "node:child_process";
import { dirname, relative } from "node:path";
import { promisify } from "node:util";

const ROOT = dirname(dirname(__dirname));

/** Returns the files that a program loads, in a separate process, if it requires these modules. */
async function loadedBy(...modules: string[]): Promise<string[]> {
  const program = `
    for (const module of ${JSON.stringify(modules)}) require(module);
    console.log(JSON.stringify(Object.keys(require.cache)));
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", program], { cwd: ROOT });
  return (JSON.parse(stdout) as string[]).map((path) => relative(ROOT, path));
}

test("importing the package loads only its own few files besides Pulumi: no HTTP client, and nothing of the provider except the settings, the error codes, and the list of outputs", async () => {
  const [withPulumi, withBoth] = await Promise.all([
    loadedBy("@pulumi/pulumi"),
    loadedBy("@pulumi/pulumi", "pulumi-confluent-sso"),
  ]);
  const added = withBoth.filter((path) => !withPulumi.includes(path));
  expect(added).toContain("bin/sdk/index.js");
  const others = added.filter((path) => !/^bin\/sdk\/\w+\.js$/.test(path));
  expect(others.filter((path) => !path.includes("node_modules/fastest-levenshtein/")).sort()).toEqual([
    "bin/provider/config/closestName.js",
    "bin/provider/config/settingsTable.js",
    "bin/provider/config/unknownSettings.js",
    "bin/provider/errors/errorCodes.js",
    "bin/provider/wire/properties.js",
  ]);
  expect(withBoth.filter((path) => path.includes("node_modules/axios/"))).toEqual([]);
});
