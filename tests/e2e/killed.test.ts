import type { Emulator } from "../../emulator/index";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { credentialsOf, environmentOf } from "../support/emulatorEnvironment";
import { until } from "../support/until";
import { type Hosts, noteHosts } from "./support/hosts";
import { Stack } from "./support/stack";

const mapping = (more = "") =>
  `new sso.GroupMapping("admins", { displayName: "Admins", filter: "admins"${more} });`;

/** A `kill -9` in the middle of a creation: the API has the mapping, and no state knows of it. */
describe.each([false, true])("killed while a mapping is created (refresh: always is %s)", (refreshAlways) => {
  let emulator: Emulator;
  let hosts: Hosts;
  let stack: Stack;

  beforeEach(async () => {
    emulator = await startCheckedEmulator();
    hosts = await noteHosts();
    stack = await Stack.start({
      program: mapping(),
      refreshAlways,
      env: { ...environmentOf(emulator), ...hosts.env },
      secrets: [credentialsOf(emulator)],
    });
  });

  afterEach(async () => {
    await stack.close();
    await hosts.close();
    await emulator.close();
  });

  const ids = () => emulator.mappings().map(({ id }) => id);

  /** Runs an up until the mapping is created and its answer on the way, then kills. */
  async function killDuringCreation(kill: (up: { kill(): void }) => Promise<void> | void): Promise<string> {
    emulator.addFault({ on: { method: "POST" }, do: { delayMs: 120_000 } });
    const up = stack.begin(["up"]);
    await until(() => emulator.mappings().length === 1);
    await kill(up);
    const { code, output } = await up.ended;
    expect(code).not.toBe(0);
    await hosts.kill();
    return output;
  }

  async function expectRefused(): Promise<void> {
    const [id = ""] = ids();
    const refusal = await stack.failing(["up"]);
    expect(refusal).toContain(
      `Cannot create group mapping "Admins": the organization holds an identical one already, ${id}`,
    );
    expect(refusal).toContain(`adoptId: "${id}"`);
    expect(ids()).toEqual([id]);
  }

  /** The mapping is adopted, and then everything is as it should be. */
  async function expectAdopted(): Promise<void> {
    const [id = ""] = ids();
    await stack.setProgram(mapping(`, adoptId: "${id}"`));
    await stack.up();
    await stack.setProgram(mapping());
    await stack.preview("--expect-no-changes");
    expect((await stack.mappings()).map((resource) => resource.id)).toEqual([id]);
    expect(ids()).toEqual([id]);
  }

  test("the host: Pulumi knows of nothing, and the next up refuses the twin", async () => {
    const output = await killDuringCreation(() => hosts.kill());
    expect(output).toContain("error reading from server");
    await expectRefused();
    await expectAdopted();
  });

  test("the CLI: after pulumi cancel the next up refuses the twin, and the way out is to adopt it", async () => {
    await killDuringCreation((up) => {
      up.kill();
    });
    await expect(stack.failing(["up"])).resolves.toContain("pulumi cancel");
    await stack.succeed(["cancel"]);
    await expectRefused();
    await stack.refresh("--clear-pending-creates");
    await expectAdopted();
  });
});
