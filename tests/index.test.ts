import type { Emulator } from "../emulator/index";
import provider from "../provider/index";
import { UnauthenticatedError } from "../provider/rest/http";
import { ConfigurationError } from "../provider/errors";
import { startCheckedEmulator } from "./contract/checkedEmulator";
import { expectJsonClean } from "./support/clean";
import { credentialsOf, environmentOf } from "./support/emulatorEnvironment";
import { failureOf } from "./support/failureOf";
import { handedOver, INPUTS } from "./support/mappings";

type Configuration = Parameters<typeof provider.configure>[0]["config"];

/** The engine configures the provider with `values`. */
async function configure(values: Readonly<Record<string, string>>): Promise<void> {
  await provider.configure({ config: { get: (key: string) => values[key] } as unknown as Configuration });
}

const environment = { ...process.env };

beforeEach(async () => {
  process.env = Object.fromEntries(
    Object.entries(environment).filter(([name]) => !/^(CONFLUENT|PULUMI)_/.test(name)),
  );
  await configure({});
});
afterAll(() => {
  process.env = environment;
});

describe("without credentials", () => {
  test.each<[string, () => Promise<unknown>]>([
    ["create", () => provider.create(INPUTS)],
    ["read", () => provider.read("group-a", handedOver("group-a"))],
    ["read for GroupMapping.get, without properties", () => provider.read("group-a")],
    ["update", () => provider.update("group-a", handedOver("group-a"), { ...INPUTS, filter: "x" })],
    ["delete", () => provider.delete("group-a", handedOver("group-a"))],
  ])("%s fails and says what is missing", async (_operation, run) => {
    const error = await failureOf(run());
    expect(error.cause).toBeInstanceOf(ConfigurationError);
    expect(error.message).toContain("No credentials for Confluent Cloud");
  });

  test("check fails, and diff works", async () => {
    const failure = {
      property: "",
      reason: expect.stringContaining("No credentials for Confluent Cloud") as string,
    };
    await expect(provider.check({}, INPUTS)).resolves.toEqual({ inputs: INPUTS, failures: [failure] });
    await expect(provider.diff("group-a", handedOver("group-a"), INPUTS)).resolves.toMatchObject({
      changes: false,
    });
  });

  test("configure does not throw if the configuration is invalid: each operation reports it instead", async () => {
    await configure({ "confluentcloud:cloudApiKey": "KEY", "confluentcloud:endpoint": "ftp://x" });
    for (let count = 0; count < 2; count += 1) {
      expect((await failureOf(provider.create(INPUTS))).cause).toBeInstanceOf(ConfigurationError);
    }
  });
});

describe("with an emulator", () => {
  let emulator: Emulator;

  beforeAll(async () => {
    emulator = await startCheckedEmulator();
  });
  afterAll(() => emulator.close());

  test("all six operations work one after the other, and return only JSON values", async () => {
    Object.assign(process.env, environmentOf(emulator));
    const { inputs } = await provider.check({}, INPUTS);
    const { id, outs } = await provider.create({ ...inputs });
    const read = await provider.read(id, { ...outs });
    const diff = await provider.diff(id, { ...outs }, { ...INPUTS, filter: "x" });
    const updated = await provider.update(id, { ...outs }, { ...INPUTS, filter: "x" });
    for (const result of [{ id, outs }, read, diff, updated]) {
      expectJsonClean(result);
    }
    expect(updated.outs).toMatchObject({ filter: "x", principal: id });
    await provider.delete(id, { ...updated.outs });
    expect(emulator.mappings()).toEqual([]);
  });

  test("a changed key in the environment applies to the next operation", async () => {
    Object.assign(process.env, environmentOf(emulator));
    const { id, outs } = await provider.create(INPUTS);
    process.env["CONFLUENT_CLOUD_API_SECRET"] = "another-secret-of-this-test";
    const error = await failureOf(provider.read(id, { ...outs }));
    expect(error.cause).toBeInstanceOf(UnauthenticatedError);
    expect(error.message).toContain("CONFLUENT_CLOUD_API_SECRET");
    Object.assign(process.env, environmentOf(emulator));
    await provider.delete(id, { ...outs });
  });

  test("the stack configuration works too", async () => {
    const { apiKey, apiSecret } = credentialsOf(emulator);
    await configure({
      "confluentcloud:cloudApiKey": apiKey,
      "confluentcloud:cloudApiSecret": apiSecret,
      "confluentcloud:endpoint": emulator.url,
    });
    const { id, outs } = await provider.create(INPUTS);
    await provider.delete(id, { ...outs });
  });
});

test("an internal error asks the user to report it, and has no stack trace", async () => {
  await provider.configure({
    config: {
      get: () => {
        throw new TypeError("something is broken");
      },
    } as unknown as Configuration,
  });
  const { message } = await failureOf(provider.create(INPUTS));
  expect(message).toContain("This is a bug. Report it to the maintainers");
  expect(message).toContain("something is broken");
});
