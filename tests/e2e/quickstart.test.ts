import { spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { PRELOAD } from "../support/deferred";
import { expectClean } from "../support/secrets";

const PACKAGE_ROOT = dirname(require.resolve("pulumi-confluent-sso/package.json"));

describe("npm run demo", () => {
  const demo = () => {
    const { PATH = "", HOME = "" } = process.env;
    const child = spawn(process.execPath, [join(PACKAGE_ROOT, "bin/scripts/demo/index.js")], {
      env: { PATH, HOME, NODE_OPTIONS: `--require=${PRELOAD}` },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    }
    return { child, output: () => output };
  };

  test("shows creation, drift, repair, and deletion, and succeeds", async () => {
    const { child, output } = demo();
    const [code] = (await once(child, "close")) as [number | null];
    expect({ code, output: output() }).toMatchObject({ code: 0 });
    expect(output()).toMatch(/~ filter *: "true" =>/);
    expect(output()).toContain("exit code 7: Application Developers changed, Kafka Operators deleted");
    expect(output()).toContain("Summary");
    expectClean(output(), "EMULATORKEY00001", "emulator-secret");
  });
});
