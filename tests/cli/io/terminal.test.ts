import { colors } from "../../../cli/io";

const painted = (isTTY: boolean | undefined, env: NodeJS.ProcessEnv) =>
  colors({ stdout: { isTTY }, env }).green("yes");

test("colours are for a terminal alone, and not where NO_COLOR is set", () => {
  expect(painted(true, {})).toBe("\u001b[32myes\u001b[39m");
  expect(painted(true, { NO_COLOR: "" })).toContain("\u001b");
  expect(painted(true, { NO_COLOR: "1" })).toBe("yes");
  expect(painted(false, { FORCE_COLOR: "1", CI: "1" })).toBe("yes");
  expect(painted(undefined, {})).toBe("yes");
});
