import { execFile } from "node:child_process";
import { dirname } from "node:path";
import { promisify } from "node:util";

const ROOT = dirname(dirname(__dirname));

/** Whether a process of the provider that ran `calls` has loaded anything of the CEL library. */
async function loadsCel(calls: string, env: Readonly<Record<string, string>> = {}): Promise<boolean> {
  const program = `
    const provider = require("pulumi-confluent-sso/provider");
    const inputs = (filter) => ({ displayName: "a", description: "", filter });
    (async () => {
      await provider.configure({ config: { get: () => undefined } });
      ${calls}
      console.log(JSON.stringify(Object.keys(require.cache)));
    })();
  `;
  const { PATH = "" } = process.env;
  const options = { cwd: ROOT, env: { PATH, ...env } };
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", program], options);
  const files = JSON.parse(stdout.trim().split("\n").at(-1) ?? "[]") as string[];
  expect(files.some((file) => file.endsWith("/provider/filter/lint.js"))).toBe(true);
  return files.some((file) => file.includes("@marcbachmann"));
}

const CHECK = `await provider.check({}, inputs('"a" in groups'));`;
const DIFF = `await provider.diff("group-a", inputs('"a" in groups'), inputs("'a' in groups"));`;

describe("the CEL library is loaded", () => {
  test.each([
    ["by the check of a condition", CHECK, {}, true],
    ["by the comparison of two texts that differ", DIFF, {}, true],
    ["by nothing where filterCheck is off", CHECK + DIFF, { CONFLUENT_SSO_FILTER_CHECK: "off" }, false],
    ["by no group's identifier", `await provider.check({}, inputs("kafka-admins"));`, {}, false],
    [
      "by no comparison of equal texts",
      `await provider.diff("group-a", inputs("true"), inputs("true"));`,
      {},
      false,
    ],
  ])("%s", async (_what, calls, env, isLoaded) => {
    await expect(loadsCel(calls, env)).resolves.toBe(isLoaded);
  });
});
