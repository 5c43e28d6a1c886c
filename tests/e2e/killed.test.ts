import { startCheckedEmulator } from "../contract/checkedEmulator";
import { credentialsOf, environmentOf } from "../support/emulatorEnvironment";
import { until } from "../support/until";
import { noteHosts } from "./support/hosts";
import { Stack } from "./support/stack";

const mapping = (more = "") =>
  `new sso.GroupMapping("admins", { displayName: "Admins", filter: "admins"${more} });`;

/** A `kill -9` during a creation: the API has the mapping, but the state does not. */
test("after a kill -9 during a creation, the next up refuses to create a duplicate, and adoptId adopts the mapping", async () => {
  const emulator = await startCheckedEmulator();
  const hosts = await noteHosts();
  const stack = await Stack.start({
    program: mapping(),
    refreshAlways: true,
    env: { ...environmentOf(emulator), ...hosts.env },
    secrets: [credentialsOf(emulator)],
  });
  emulator.addFault({ on: { method: "POST" }, do: { delayMs: 120_000 } });
  const up = stack.begin(["up"]);
  await until(() => emulator.mappings().length === 1);
  up.kill();
  await up.ended;
  await hosts.kill();
  const id = emulator.mappings()[0]?.id ?? "";
  const ids = () => emulator.mappings().map((one) => one.id);

  await stack.succeed(["cancel"]);
  const refusal = await stack.failing(["up"]);
  expect(refusal).toContain(
    `Cannot create group mapping "Admins": the organization already has an identical mapping, ${id}`,
  );
  expect(refusal).toContain(`adoptId: "${id}"`);
  expect(ids()).toEqual([id]);

  await stack.refresh("--clear-pending-creates");
  await stack.setProgram(mapping(`, adoptId: "${id}"`));
  await stack.up();
  expect((await stack.mappings()).map((resource) => resource.id)).toEqual([id]);
  expect(ids()).toEqual([id]);
  await stack.close();
  await hosts.close();
  await emulator.close();
});
