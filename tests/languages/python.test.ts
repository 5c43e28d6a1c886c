import { join } from "node:path";
import { expectToRun, prepareTools, run, shownProgram } from "./support";

/** Not a part of `npm run test:languages`: it needs PyPI, and a CLI with the Python language host. */
test(
  "Python: the program of docs/languages.md, with the generated SDK",
  async () => {
    const tools = await prepareTools();
    const runtime = { name: "python", options: { virtualenv: "venv" } };
    const stack = await tools.stack({
      "Pulumi.yaml": JSON.stringify({ name: "e2e", runtime }),
      "__main__.py": shownProgram("python"),
    });
    await run("python3", ["-m", "venv", join(stack.folder, "venv")]);
    await run(join(stack.folder, "venv/bin/pip"), ["install", join(tools.folder, "sdk/python")]);
    await expectToRun(stack, tools);
    await stack.close();
    await tools.close();
  },
  20 * 60_000,
);
