import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { PRELOAD } from "../support/deferred";
import { expectClean } from "../support/secrets";

const PACKAGE_ROOT = dirname(require.resolve("pulumi-confluent-sso/package.json"));

describe("npm run demo", () => {
  const demo = (args: string[] = []) => {
    const { PATH = "", HOME = "" } = process.env;
    const child = spawn(process.execPath, [join(PACKAGE_ROOT, "bin/scripts/demo/index.js"), ...args], {
      env: { PATH, HOME, NODE_OPTIONS: `--require=${PRELOAD}` },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    }
    return { child, output: () => output };
  };

  test("shows creation, drift, repair and the end, and succeeds", async () => {
    const { child, output } = demo();
    const [code] = (await once(child, "close")) as [number | null];
    expect({ code, output: output() }).toMatchObject({ code: 0 });
    expect(output()).toMatch(/~ filter *: "true" =>/);
    expect(output()).toContain("exit code 7: Application Developers was changed, Kafka Operators deleted");
    expect(output()).toContain("What you have seen");
    expectClean(output(), "EMULATORKEY00001", "emulator-secret");
  });

  test("--keep leaves it running, prints the variables, and Ctrl-C cleans up", async () => {
    const { child, output } = demo(["--keep"]);
    const ended = once(child, "close").then(() => "ended");
    while (!output().includes("Ctrl-C here")) {
      const event = await Promise.race([once(child.stdout, "data"), ended]);
      expect({ event, output: output() }).not.toMatchObject({ event: "ended" });
    }
    const endpoint = /export CONFLUENT_CLOUD_ENDPOINT=(\S+)/.exec(output())?.[1] ?? "";
    const [answer] = await Promise.all([fetch(`${endpoint}/iam/v2/sso/group-mappings`)]);
    expect(answer.status).toBe(401);
    const folder = /export PULUMI_BACKEND_URL=file:\/\/(\S+)\/state/.exec(output())?.[1] ?? "";
    child.kill("SIGINT");
    await ended;
    await expect(readFile(join(folder, "Pulumi.yaml"))).rejects.toThrow("ENOENT");
    await expect(fetch(endpoint)).rejects.toThrow();
  });

  test("an option it does not know is an error", async () => {
    const { child, output } = demo(["--kep"]);
    const [code] = (await once(child, "close")) as [number | null];
    expect(code).toBe(2);
    expect(output()).toContain("npm run demo -- --keep");
  });
});
