import type { Emulator } from "../../emulator/index";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { credentialsOf, environmentOf, secretOf } from "../support/emulatorEnvironment";
import {
  ENTRY_POINTS,
  type Host,
  type HostOptions,
  secretValue,
  startHost,
  type Values,
  withHost as withHostOf,
} from "../support/host";
import { expectClean } from "../support/secrets";
import { stateInEmulator } from "../support/mappings";
import { until } from "../support/until";
import { startEngine } from "./support/engine";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const INPUTS = { displayName: "Admins", description: "", filter: '"admins" in groups' };

describe.each(ENTRY_POINTS)("the %s", (entryPoint) => {
  let emulator: Emulator;
  let host: Host;

  beforeAll(async () => {
    emulator = await startCheckedEmulator();
    host = await startHost({ entryPoint, env: environmentOf(emulator) });
  });

  afterEach(() => emulator.reset());

  afterAll(async () => {
    const { apiKey } = credentialsOf(emulator);
    await host.close();
    expectClean(host.output(), apiKey, secretOf(emulator));
    await emulator.close();
  });

  const sent = () =>
    emulator.requests().map(({ method, path }) => `${method} ${path.split("/").slice(4).join("/")}`);

  test("check adds the default description and does not change other inputs, including unknown values", async () => {
    await expect(host.check({ displayName: " Admins ", filter: UNKNOWN })).resolves.toEqual({
      inputs: { displayName: " Admins ", description: "", filter: UNKNOWN },
      failures: [],
    });
    expect(sent()).toEqual(["GET group-mappings"]);
  });

  test("check returns all failures with their properties, and does not throw", async () => {
    const { failures } = await host.check({ display_name: "Admins", filter: 7, description: ["a"] });
    expect(failures).toEqual([
      { property: "displayName", reason: expect.stringContaining("displayName is missing") as string },
      { property: "filter", reason: "filter must be a string, not a number. [CSSO-1401]" },
      { property: "description", reason: "description must be a string, not a list. [CSSO-1401]" },
      {
        property: "display_name",
        reason: "display_name is not a property of a GroupMapping. Did you mean displayName? [CSSO-1401]",
      },
    ]);
    expect(host.output()).toBe("");
  });

  test("create sends one POST after the list that check has already read, and the response becomes the state", async () => {
    await host.check(INPUTS);
    const { id, properties } = await host.create(INPUTS);
    const [mapping] = emulator.mappings();
    expect(id).toBe(mapping?.id);
    expect(properties).toEqual(stateInEmulator(INPUTS, mapping));
    expect(sent()).toEqual(["POST group-mappings"]);
    expect(emulator.requests()[0]?.body).toEqual({
      display_name: "Admins",
      description: "",
      filter: '"admins" in groups',
    });
  });

  test("diff reports only real changes and unknown values", async () => {
    const state = { ...INPUTS, principal: "group-a", createdAt: "2024-01-01T00:00:00Z" };
    const changes = async (olds: Values, news: Values) => (await host.diff("group-a", olds, news)).changes;
    await expect(changes(state, INPUTS)).resolves.toBe(false);
    await expect(changes({ displayName: "Admins", filter: INPUTS.filter }, INPUTS)).resolves.toBe(false);
    await expect(changes(state, { ...INPUTS, filter: "admins" })).resolves.toBe(true);
    await expect(changes(state, { ...INPUTS, description: UNKNOWN })).resolves.toBe(true);
    await expect(host.diff("group-a", state, { ...INPUTS, displayName: "Others" })).resolves.toEqual({
      changes: true,
      replaces: [],
    });
  });

  test("resources with identical content and their own adoptId are unchanged, 20 of 20 times, if diffs run in parallel", async () => {
    const ids = Array.from({ length: 7 }, (_, index) => `group-${index}`);
    for (let run = 0; run < 20; run += 1) {
      // As with PULUMI_PARALLEL_DIFF: each diff starts after its check and overlaps with the others.
      const diffs = [];
      for (const [index, id] of ids.entries()) {
        const adopts = index === run % 7 || index === (run * 3) % 7;
        const { inputs } = await host.check({ ...INPUTS, ...(adopts && { adoptId: id }) }, INPUTS);
        diffs.push(host.diff(id, INPUTS, inputs));
      }
      const results = await Promise.all(diffs);
      expect(results.map(({ changes }) => changes)).toEqual(ids.map(() => false));
    }
  });

  test("update sends one PATCH of the changed properties", async () => {
    const { id, properties } = await host.create(INPUTS);
    const updated = await host.update(id, properties, { ...INPUTS, description: "On call" });
    expect(updated.properties).toMatchObject({ ...INPUTS, description: "On call", principal: id });
    expect(sent()).toEqual(["POST group-mappings", `PATCH group-mappings/${id}`]);
    expect(emulator.requests()[1]?.body).toEqual({ description: "On call" });
  });

  test("update without a change sends nothing", async () => {
    const { id, properties } = await host.create(INPUTS);
    await expect(host.update(id, properties, INPUTS)).resolves.toEqual({ properties });
    expect(sent()).toEqual(["POST group-mappings"]);
  });

  test("read sends one GET and also returns the inputs", async () => {
    const { id, properties } = await host.create(INPUTS);
    await expect(host.read(id, properties)).resolves.toEqual({ id, properties, inputs: INPUTS });
    expect(sent()).toEqual(["POST group-mappings", `GET group-mappings/${id}`]);
  });

  test("read reports a mapping as deleted after the list has confirmed it", async () => {
    await host.create(INPUTS);
    const { id, properties } = await host.create({ ...INPUTS, displayName: "Others" });
    await host.delete(id, properties);
    await expect(host.read(id, properties)).resolves.toMatchObject({ id: "" });
    expect(sent().slice(-2)).toEqual([`GET group-mappings/${id}`, "GET group-mappings"]);
  });

  test("GroupMapping.get of a missing id is an error", async () => {
    await host.create(INPUTS);
    await expect(host.read("group-zzz", {})).rejects.toThrow(
      /Cannot get group mapping group-zzz: .* has no group mapping with this id/,
    );
  });

  test("delete succeeds if the mapping does not exist", async () => {
    await host.create(INPUTS);
    const { id, properties } = await host.create(INPUTS);
    await host.delete(id, properties);
    await expect(host.delete(id, properties)).resolves.toBeUndefined();
    expect(emulator.mappings()).toHaveLength(1);
  });

  test("an error of any operation is only the complete message, not a partial failure", async () => {
    const { id, properties } = await host.create(INPUTS);
    emulator.addFault({
      on: { path: "/iam/*", times: Infinity },
      do: { status: 501, body: { unexpected: "MARKER" } },
    });
    const errors = await Promise.all(
      [
        host.create(INPUTS),
        host.read(id, properties),
        host.update(id, properties, { ...INPUTS, filter: "x" }),
        host.delete(id, properties),
      ].map((call) => call.then(fail, (error: unknown) => error)),
    );
    for (const [index, operation] of ["create", "read", "update", "delete"].entries()) {
      const error = errors[index] as {
        code: number;
        details: string;
        metadata: { get(key: string): unknown[] };
      };
      expect(error.code).toBe(2);
      const shown = ["read", "delete"].includes(operation) ? `${id}: ` : '"Admins"';
      expect(error.details).toContain(`Cannot ${operation} group mapping ${shown}`);
      expect(error.details).toContain("501 Not Implemented");
      expect(error.details).toContain("MARKER");
      expect(error.metadata.get("grpc-status-details-bin")).toEqual([]);
    }
  });
});

describe.each(ENTRY_POINTS)("values that the program marks as secrets, in the %s", (entryPoint) => {
  const SECRETS = {
    displayName: "name-of-mine\n2",
    description: 'why "of mine"',
    filter: '"group-of-mine" in group || "other-of-mine" in groups',
  };
  const MARKS = { __secretInputs: ["displayName", "description", "filter", "filterCheck", "adoptId"] };
  /** Each part of the values that a message could show. */
  const PARTS = /of-mine|of mine|in group/;
  let emulator: Emulator;

  beforeAll(async () => {
    emulator = await startCheckedEmulator();
  });

  afterEach(() => emulator.reset());
  afterAll(() => emulator.close());

  const withEngine = async (use: (host: Host, shown: () => string) => Promise<void>) => {
    const engine = await startEngine();
    await withHostOf({ entryPoint, env: environmentOf(emulator), engine: engine.address }, async (host) => {
      await use(host, () => host.output() + engine.messages.map(({ message }) => message).join("\n"));
    });
    engine.close();
  };

  test("are not in warnings, and the inputs do not contain the secret marker", () =>
    withEngine(async (host, shown) => {
      const { inputs, failures } = await host.check({ ...SECRETS, ...MARKS });
      expect(inputs).toEqual(SECRETS);
      expect(failures).toEqual([]);
      expect(shown()).toContain('"[secret]": filter, [secret]: A name is not a variable of group mappings');
      expect(shown()).not.toMatch(PARTS);
    }));

  test.each<[string, Values, string]>([
    [
      "an invalid filter",
      { filter: '"group-of-mine" in groups and "b" in groups' },
      "filter, [secret]: A word such",
    ],
    ["an argument of a wrong type", { description: 7 }, "description must be a string, not a number."],
    [
      "a wrong filterCheck",
      { filterCheck: "of-mine" },
      'filterCheck must be "warn" or "error", not "[secret]"',
    ],
    [
      "a short wrong filterCheck",
      { filterCheck: "off" },
      'filterCheck must be "warn" or "error", not [secret]',
    ],
    [
      "an adoption of a missing mapping",
      { adoptId: "group-of-mine" },
      'Cannot adopt group mapping "[secret]" ([secret])',
    ],
  ])(
    "are not in check failures, which have no property because the engine would show its value: %s",
    async (_what, wrong, reason) =>
      withEngine(async (host, shown) => {
        const { failures } = await host.check({ ...SECRETS, filter: "true", ...wrong, ...MARKS });
        expect(failures).toEqual([{ property: "", reason: expect.stringContaining(reason) as string }]);
        expect(failures[0]?.reason).not.toMatch(PARTS);
        expect(shown()).not.toMatch(PARTS);
      }),
  );

  test("are not in errors of create and update, even if the API repeats them", () =>
    withEngine(async (host, shown) => {
      const { id, properties } = await host.create(SECRETS);
      await host.check({ ...SECRETS, ...MARKS });
      await host.check({ ...SECRETS, displayName: "new-of-mine", ...MARKS }, SECRETS);
      const { displayName, description, filter } = SECRETS;
      emulator.addFault({
        on: { times: Infinity },
        do: { status: 400, body: { errors: [{ detail: `no ${displayName} ${filter}`, code: description }] } },
      });
      for (const failing of [
        () => host.create({ ...SECRETS, filter: SECRETS.filter }),
        () => host.update(id, properties, { ...SECRETS, displayName: "new-of-mine" }),
      ]) {
        const error = await failing().then(fail, String);
        expect(error).toContain('group mapping "[secret]"');
        expect(error).not.toMatch(PARTS);
      }
      expect(shown()).not.toMatch(PARTS);
    }));

  test("are not in errors of read and delete, which run without a check", async () => {
    let created: Awaited<ReturnType<Host["create"]>> | undefined;
    await withEngine(async (host) => {
      created = await host.create(SECRETS);
    });
    const { id, properties } = created ?? fail();
    await withEngine(async (host, shown) => {
      for (const status of [400, 403, 200]) {
        await emulator.reset();
        emulator.addFault({
          on: { times: Infinity },
          do: { status, body: { id, filter: 7 } },
        });
        for (const failing of [() => host.read(id, properties), () => host.delete(id, properties)]) {
          const error = await failing().then(fail, String);
          expect(error).toMatch(new RegExp(`Cannot (read|delete) group mapping ${id}: `));
          expect(error).not.toMatch(PARTS);
        }
      }
      expect(shown()).not.toMatch(PARTS);
    });
  });

  test("are redacted only in quotes if they are short, and never if they are words of the messages", () =>
    withEngine(async (host, shown) => {
      await host.check({ displayName: "a", description: "", filter: "true", ...MARKS });
      expect(shown()).toContain(
        "[secret]: filter, [secret]: The filter matches every SSO user. (matches-everyone)",
      );
      emulator.addFault({
        on: { method: "POST" },
        do: { status: 400, body: { message: "a 'a' is \"a\", true" } },
      });
      await expect(host.create({ displayName: "a", description: "", filter: "true" })).rejects.toThrow(
        /^.*Cannot create group mapping \[secret\]: the API answered 400 Bad Request[^]*- a \[secret\] is \[secret\], true/,
      );
    }));
});

describe.each(ENTRY_POINTS)("configuration of the %s", (entryPoint) => {
  let emulator: Emulator;

  /** A process of this entry point. */
  const withHost = (options: HostOptions, use: (host: Host) => Promise<void>) =>
    withHostOf({ entryPoint, ...options }, use);

  beforeEach(async () => {
    emulator = await startCheckedEmulator();
  });

  afterEach(() => emulator.close());

  test("secret values of the stack configuration are used", async () => {
    const { apiKey } = credentialsOf(emulator);
    const config = {
      "confluentcloud:endpoint": emulator.url,
      "confluentcloud:cloudApiKey": secretValue(apiKey),
      "confluentcloud:cloudApiSecret": secretValue(secretOf(emulator)),
    };
    await withHost({ config }, async (host) => {
      await host.create(INPUTS);
    });
    expect(emulator.mappings()).toHaveLength(1);
  });

  test("without credentials every call reports what is missing, not only the first one", async () => {
    await withHost({ env: { CONFLUENT_CLOUD_ENDPOINT: emulator.url } }, async (host) => {
      const message = /No credentials for Confluent Cloud[^]*CONFLUENT_CLOUD_API_KEY[^]*pulumi config set/;
      const failures = [{ property: "", reason: expect.stringMatching(message) as string }];
      await expect(host.check({ displayName: "A", filter: "a" })).resolves.toMatchObject({ failures });
      await expect(host.create(INPUTS)).rejects.toThrow(message);
      await expect(host.create(INPUTS)).rejects.toThrow(message);
      await expect(host.read("group-a", INPUTS)).rejects.toThrow(message);
      await expect(host.delete("group-a", INPUTS)).rejects.toThrow(message);
    });
    expect(emulator.requests()).toEqual([]);
  });

  test("--run-program is suggested only until check shows that the configuration is not from the state", async () => {
    const config = { "confluentcloud:endpoint": emulator.url };
    const wrong = {
      ...config,
      "confluentcloud:cloudApiKey": "WRONGKEY",
      "confluentcloud:cloudApiSecret": "wrong-secret",
    };
    // The engine gives a plugin the current stack configuration, and only the arguments of a Provider from the state.
    const stored =
      entryPoint === "plugin" ? [{ ...wrong, "confluent-sso:explicitProvider": "true" }] : [config, wrong];
    for (const one of stored) {
      await withHost({ config: one }, async (host) => {
        await expect(host.read("group-a", INPUTS)).rejects.toThrow("--run-program");
        await expect(host.delete("group-a", INPUTS)).rejects.toThrow("--run-program");
        await host.check(INPUTS);
        const message = await host.create(INPUTS).then(fail, String);
        expect(message).toMatch(/No credentials|401 Unauthorized/);
        expect(message).not.toContain("--run-program");
      });
    }
  });

  test.each<[string, Values, Record<string, string>, string]>([
    [
      "half a pair in a Provider",
      { "confluent-sso:explicitProvider": "true", "confluentcloud:cloudApiKey": "KEY" },
      {},
      "Incomplete credentials: the argument cloudApiKey of the Provider is set",
    ],
    [
      "a limit that is too high",
      {},
      { CONFLUENT_SSO_MAX_CONCURRENCY: "1000" },
      "a whole number from 1 to 64",
    ],
    [
      "previewChecks",
      {},
      { CONFLUENT_SSO_PREVIEW_CHECKS: "never" },
      'CONFLUENT_SSO_PREVIEW_CHECKS is "never"; it must be online or offline',
    ],
  ])(
    "%s fails check without a property, even for an existing mapping",
    async (_what, config, env, reason) => {
      await withHost({ config, env: { ...environmentOf(emulator), ...env } }, async (host) => {
        for (const olds of [{}, INPUTS]) {
          const { failures } = await host.check(INPUTS, olds);
          expect(failures).toEqual([{ property: "", reason: expect.stringContaining(reason) as string }]);
        }
      });
      expect(emulator.requests()).toEqual([]);
    },
  );

  test("check sends nothing if previewChecks is offline, and warns once about missing credentials", async () => {
    const engine = await startEngine();
    const env = { CONFLUENT_SSO_PREVIEW_CHECKS: "offline" };
    const checkBoth = async (host: Host) => {
      await expect(host.check(INPUTS)).resolves.toMatchObject({ failures: [] });
      await expect(host.check({ ...INPUTS, adoptId: "group-a" })).resolves.toMatchObject({ failures: [] });
    };
    await withHost({ env: { ...environmentOf(emulator), ...env }, engine: engine.address }, checkBoth);
    expect(engine.messages).toEqual([]);
    await withHost({ env, engine: engine.address }, checkBoth);
    expect(engine.messages).toEqual([
      {
        severity: 2,
        ephemeral: false,
        message: expect.stringMatching(
          /^No credentials for Confluent Cloud[^]*previewChecks is offline/,
        ) as string,
      },
    ]);
    engine.close();
    expect(emulator.requests()).toEqual([]);
  });

  test("concurrent first calls are all configured", async () => {
    await withHost({ env: environmentOf(emulator) }, async (first) => {
      const created = await Promise.all(
        [1, 2, 3, 4].map((n) => first.create({ ...INPUTS, displayName: `M${n}` })),
      );
      await withHost({ env: environmentOf(emulator) }, async (second) => {
        const states = await Promise.all(created.map(({ id, properties }) => second.read(id, properties)));
        expect(states.map(({ id }) => id)).toEqual(created.map(({ id }) => id));
      });
    });
  });

  test("organizationId of another organization fails updates and creations before anything is written", async () => {
    await withHost({ env: environmentOf(emulator) }, async (first) => {
      const { id, properties } = await first.create(INPUTS);
      const before = emulator.mappings();
      const organizationId = "22222222-2222-4222-8222-222222222222";
      const config = { "confluent-sso:organizationId": organizationId };
      await withHost({ env: environmentOf(emulator), config }, async (host) => {
        const refused = `organizationId is ${organizationId}`;
        await expect(host.update(id, properties, { ...INPUTS, filter: "others" })).rejects.toThrow(refused);
        await expect(host.create({ ...INPUTS, filter: "others" })).rejects.toThrow(refused);
      });
      expect(emulator.mappings()).toEqual(before);
    });
  });

  test("a misspelled setting fails every operation, and shows no value", async () => {
    const env = environmentOf(emulator);
    await withHost({ env, config: { "confluent-sso:everyon": "s3cret-value" } }, async (host) => {
      const state = { ...INPUTS, id: "group-a" };
      const operations = [
        () => host.check(INPUTS).then(({ failures }) => Promise.reject(new Error(failures[0]?.reason))),
        () => host.create(INPUTS),
        () => host.read("group-a", state),
        () => host.update("group-a", state, { ...INPUTS, filter: "others" }),
        () => host.delete("group-a", state),
      ];
      for (const operation of operations) {
        const error = await operation().then(fail, String);
        expect(error).toContain("Did you mean confluent-sso:matchAllFilters?");
        expect(error).not.toContain("s3cret-value");
      }
    });
    expect(emulator.requests()).toEqual([]);
  });

  test("an unknown environment variable and a former name are warned about once", async () => {
    const env = { ...environmentOf(emulator), CONFLUENT_SSO_EVERYON: "deny" };
    await withHost({ env, config: { "confluent-sso:everyone": "allow" } }, async (host) => {
      await host.create(INPUTS);
      await host.check(INPUTS);
      for (const warning of [
        "warning: The environment variable CONFLUENT_SSO_EVERYON is not a setting and has no effect.",
        "warning: Use confluent-sso:matchAllFilters instead of the stack configuration confluent-sso:everyone,",
      ]) {
        expect(host.output().split(warning)).toHaveLength(2);
      }
    });
  });

  test("the User-Agent ends with the configured suffix, and an invalid suffix prevents all requests", async () => {
    const env = environmentOf(emulator);
    await withHost(
      { env, config: { "confluent-sso:userAgentSuffix": "team-sso/1.4 (nightly)" } },
      async (host) => {
        await host.create(INPUTS);
      },
    );
    await withHost({ env: { ...env, CONFLUENT_SSO_USER_AGENT_SUFFIX: "a\nb" } }, async (host) => {
      await expect(host.create(INPUTS)).rejects.toThrow(
        'the environment variable CONFLUENT_SSO_USER_AGENT_SUFFIX is "a\\nb"; it must be up to 200 printable ASCII characters',
      );
    });
    expect([...new Set(emulator.requests().map(({ headers }) => headers["user-agent"]))]).toEqual([
      expect.stringMatching(/^pulumi-confluent-sso\/\S+ \([^()]+\) team-sso\/1\.4 \(nightly\)$/),
    ]);
  });

  test("a rejected key causes an error with its source and advice, and without the secret in any form", async () => {
    const env = { ...environmentOf(emulator), CONFLUENT_CLOUD_API_SECRET: "wrong-secret-of-mine" };
    // The API echoes the credentials in every form.
    const echo = `Basic ${Buffer.from(`${credentialsOf(emulator).apiKey}:wrong-secret-of-mine`).toString("base64")}`;
    emulator.addFault({
      on: { nth: 1 },
      do: { status: 401, body: { message: `refused ${echo} for wrong-secret-of-mine` } },
    });
    await withHost({ env }, async (host) => {
      const errors = [
        await host.create(INPUTS).then(fail, String),
        await host.read("group-a", INPUTS).then(fail, String),
        await host.delete("group-a", INPUTS).then(fail, String),
      ];
      expect(errors[0]).toContain("[redacted]");
      expect(errors[1]).toContain("The API Key is invalid");
      expect(errors[2]).toContain(
        "environment variables CONFLUENT_CLOUD_API_KEY and CONFLUENT_CLOUD_API_SECRET",
      );
      expectClean(errors.join("\n") + host.output(), credentialsOf(emulator).apiKey, "wrong-secret-of-mine");
      // The dynamic provider host prints errors of read itself.
      expect(host.output().includes("Cannot read group mapping group-a: ")).toBe(entryPoint !== "plugin");
    });
  });

  test("a deletion is confirmed by the organization of the credentials if the list is empty", async () => {
    await withHost({ env: environmentOf(emulator) }, async (host) => {
      const { id, properties } = await host.create(INPUTS);
      await host.delete(id, properties);
      emulator.addFault({ on: { path: "/org/v2/organizations" }, do: { status: 403 } });
      await expect(host.read(id, properties)).rejects.toThrow(
        /role OrganizationAdmin\.\nIf you know .*`pulumi stack --show-urns`.*`pulumi state delete '<URN>'`/,
      );
      await expect(host.read(id, properties)).resolves.toMatchObject({ id: "" });
      const asked = emulator.requests().filter(({ path }) => path === "/org/v2/organizations");
      expect(asked.map(({ response }) => response?.status)).toEqual([403, 200]);
    });
  });

  test("unreadable items in the list cause one warning, and creations continue", async () => {
    const engine = await startEngine();
    emulator.addFault({
      on: { method: "GET" },
      do: { status: 200, body: { data: [null, { id: "group-odd", filter: {} }], metadata: {} } },
    });
    await withHost({ env: environmentOf(emulator), engine: engine.address }, async (host) => {
      await host.create(INPUTS);
      await host.create({ ...INPUTS, displayName: "Others" });
      expect(emulator.mappings()).toHaveLength(2);
      expect(engine.messages).toEqual([
        {
          severity: 2,
          ephemeral: false,
          message: expect.stringMatching(
            /^The list of group mappings has 2 items that cannot be read \(data\[0\] is null/,
          ) as string,
        },
      ]);
    });
    engine.close();
  });

  test("a wait for the rate limit is sent to the engine as a status line, and then the call continues", async () => {
    const engine = await startEngine();
    emulator.addFault({
      on: { method: "POST" },
      do: { status: 429, headers: { "retry-after": "6" }, body: {} },
    });
    await withHost({ env: environmentOf(emulator), engine: engine.address }, async (host) => {
      await host.create(INPUTS);
      expect(emulator.mappings()).toHaveLength(1);
      expect(engine.messages).toEqual([
        {
          severity: 1,
          ephemeral: true,
          message: expect.stringMatching(/^Waiting [67] s for the API's rate limit$/) as string,
        },
      ]);
    });
    engine.close();
  });

  test("a creation with a lost response is found, even on a reused connection", async () => {
    await withHost({ env: environmentOf(emulator) }, async (host) => {
      const first = await host.create({ ...INPUTS, displayName: "First" });
      emulator.addFault({ on: { method: "POST" }, do: "lost answer" });
      const { id, properties } = await host.create(INPUTS);
      expect(emulator.mappings().map((mapping) => mapping.id)).toEqual([first.id, id]);
      expect(properties).toMatchObject({ ...INPUTS, principal: id });
    });
    expect(emulator.requests().map(({ method }) => method)).toEqual(["GET", "POST", "POST", "GET"]);
  });

  test("after a host was killed during a creation, the next one rejects the duplicate and reports its id", async () => {
    emulator.addFault({ on: { method: "POST" }, do: { delayMs: 60_000 } });
    await withHost({ env: environmentOf(emulator) }, async (host) => {
      const lost = host.create(INPUTS).then(fail, () => undefined);
      await until(() => emulator.mappings().length === 1);
      await host.kill();
      await lost;
    });
    const [orphan] = emulator.mappings();
    await withHost({ env: environmentOf(emulator) }, async (host) => {
      await expect(host.create(INPUTS)).rejects.toThrow(
        `the organization already has an identical mapping, ${orphan?.id ?? ""}`,
      );
      await expect(host.create({ ...INPUTS, displayName: "Others" })).resolves.toBeDefined();
    });
    expect(emulator.mappings()).toHaveLength(2);
    await withHost(
      { env: { ...environmentOf(emulator), CONFLUENT_SSO_DUPLICATES: "allow" } },
      async (host) => {
        await expect(host.create(INPUTS)).resolves.toBeDefined();
      },
    );
    expect(emulator.mappings()).toHaveLength(3);
  });

  test("a refresh of many mappings reads pages instead of each mapping", async () => {
    await withHost({ env: environmentOf(emulator) }, async (host) => {
      const names = Array.from({ length: 12 }, (_, n) => `M${n}`);
      const created = await Promise.all(names.map((displayName) => host.create({ ...INPUTS, displayName })));
      const before = emulator.requests().length;
      const states = await Promise.all(created.map(({ id, properties }) => host.read(id, properties)));
      expect(states.map(({ properties }) => properties)).toEqual(created.map(({ properties }) => properties));
      expect(emulator.requests().slice(before)).toHaveLength(1);
    });
  });
});

function fail(): never {
  throw new Error("The call succeeded");
}
