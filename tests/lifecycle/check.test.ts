import { type FaultAction, IDENTITY_PROVIDER_PATH, TOKEN_SERVICE_PATH } from "../../emulator/index";
import { check, type Context, create } from "../../provider/lifecycle";
import { MissingCredentialsError } from "../../provider/config";
import { ConfigurationError, shownMessage } from "../../provider/errors";
import { UNKNOWN } from "../../provider/wire";
import { expectJsonClean } from "../support/clean";
import { contextOf, scriptedContext } from "../support/context";
import { createElsewhere } from "../support/createElsewhere";
import { failureOf } from "../support/failureOf";
import { flakyApi, type FlakyApi } from "../support/flakyApi";
import {
  body,
  foreignBody,
  INPUTS,
  ORGANIZATION,
  OTHER_ORGANIZATION,
  organizationsPage,
  page,
} from "../support/mappings";
import { oauthApi } from "../support/oauthApi";
import type { Step } from "../support/scriptedApi";

describe("check validates the filter, without requests if previewChecks is offline", () => {
  const run = async (inputs: Record<string, unknown>, olds: Record<string, unknown> = {}) => {
    const context = scriptedContext();
    const offline = { ...context, connect: () => context, previewChecks: () => "offline" as const };
    const result = await check(offline, olds, inputs);
    expectJsonClean(result);
    expect(context.api.sent()).toEqual([]);
    return { ...result, warnings: context.warnings };
  };

  test("an invalid filter is a failure, for a new and an existing resource, and adopts nothing", async () => {
    const broken = { ...INPUTS, filter: '"admins" in groups)' };
    for (const [inputs, olds] of [
      [broken, {}],
      [broken, INPUTS],
      [{ ...broken, adoptId: "group-a" }, {}],
    ] as const) {
      const { failures, warnings } = await run(inputs, olds);
      expect(failures).toEqual([
        { property: "filter", reason: expect.stringContaining("this ) is never opened") as string },
      ]);
      expect(warnings).toEqual([]);
    }
  });

  test("warns with the name of the mapping", async () => {
    const { failures, warnings } = await run({ ...INPUTS, filter: "true" });
    expect(failures).toEqual([]);
    expect(warnings).toEqual([
      expect.stringContaining('"Admins": filter, line 1, column 1: every SSO user matches'),
    ]);
  });

  test("warns about a mapping whose name is unknown", async () => {
    const { warnings } = await run({ ...INPUTS, displayName: UNKNOWN, filter: "true" });
    expect(warnings).toEqual([expect.stringMatching(/^A group mapping: filter, line 1/)]);
  });

  test("reports nothing about the filter if another input is invalid", async () => {
    const { failures, warnings } = await run({ ...INPUTS, displayName: "", filter: "true" });
    expect(failures.map(({ property }) => property)).toEqual(["displayName"]);
    expect(warnings).toEqual([]);
  });

  test("removes the resource's check settings from the inputs", async () => {
    const { inputs, warnings } = await run({
      ...INPUTS,
      filter: "true",
      allowEveryone: true,
      filterCheck: "error",
    });
    expect(inputs).toStrictEqual({ ...INPUTS, filter: "true" });
    expect(warnings).toEqual([]);
  });
});

describe("the configuration", () => {
  const run = (
    error: Error,
    previewChecks: "online" | "offline",
    inputs: Record<string, unknown>,
    olds = {},
  ) => {
    const context = scriptedContext();
    const connect = () => {
      throw error;
    };
    return check({ ...context, connect, previewChecks: () => previewChecks }, olds, inputs).then(
      (result) => ({
        ...result,
        warnings: context.warnings,
      }),
    );
  };
  const missing = new MissingCredentialsError("No credentials");
  const broken = new ConfigurationError("maxConcurrency is 1000");

  test.each<[string, Record<string, unknown>, object]>([
    ["a new resource", INPUTS, {}],
    ["an existing resource", INPUTS, INPUTS],
    ["a resource that adopts a mapping", { ...INPUTS, adoptId: "group-a" }, {}],
    ["a resource with unknown values", { ...INPUTS, filter: UNKNOWN }, {}],
  ])("fails %s if it is invalid, without a property", async (_what, inputs, olds) => {
    for (const error of [missing, broken]) {
      const { failures, warnings } = await run(error, "online", inputs, olds);
      expect(failures).toEqual([{ property: "", reason: shownMessage(error) }]);
      expect(warnings).toEqual([]);
    }
  });

  test("is reported together with invalid inputs if it is invalid", async () => {
    const { failures } = await run(missing, "online", { ...INPUTS, displayName: "" });
    expect(failures.map(({ property }) => property)).toEqual(["displayName", ""]);
  });

  test("causes only an offline warning if the credentials are missing, and a failure if it is invalid", async () => {
    const { failures, warnings } = await run(missing, "offline", INPUTS);
    expect(failures).toEqual([]);
    expect(warnings).toEqual([expect.stringMatching(/^No credentials\n.*previewChecks is offline/)]);
    expect((await run(broken, "offline", INPUTS)).failures).toEqual([
      { property: "", reason: `${broken.message} [CSSO-1002]` },
    ]);
  });
});

describe("a preview of new mappings", () => {
  const GET = { method: "GET", times: Infinity };
  const refusing = { duplicates: { policy: "refuse", source: "environment" } } as const;
  const preview = async (api: Context, inputs: Record<string, unknown> = INPUTS, olds = {}) =>
    (await check({ ...api, connect: () => api, previewChecks: () => "online" }, olds, inputs)).failures;
  const previewAll = async (api: FlakyApi, count = 3) => {
    const all = [];
    for (let n = 0; n < count; n += 1) {
      all.push(...(await api.clock.run(preview(api, { ...INPUTS, displayName: `M${n}` }))));
    }
    return all;
  };

  test("reads one list per process, which later creates use too", async () => {
    const api = flakyApi({}, {}, refusing);
    await expect(previewAll(api)).resolves.toEqual([]);
    for (const displayName of ["M0", "M1", "M2"]) {
      await api.clock.run(create(api, { ...INPUTS, displayName }));
    }
    expect(api.sent()).toEqual(["GET group-mappings", "POST", "POST", "POST"]);
    expect(api.warnings).toEqual([]);
  });

  test("reads nothing for an existing resource, an unknown adoptId, or invalid inputs", async () => {
    const api = flakyApi({}, {}, refusing);
    await preview(api, INPUTS, INPUTS);
    await preview(api, { ...INPUTS, adoptId: UNKNOWN });
    await preview(api, { ...INPUTS, filter: "" });
    expect(api.sent()).toEqual([]);
  });

  test.each([401, 403])("fails for each if the API returns %i, without a property", async (status) => {
    const api = flakyApi();
    api.emulator.addFault({ on: GET, do: { status, body: { message: "REASON" } } });
    const failures = await previewAll(api);
    expect(failures).toHaveLength(3);
    for (const { property, reason } of failures) {
      expect(property).toBe("");
      expect(reason).toContain(
        `Cannot list the group mappings of the organization: the API answered ${status}`,
      );
      expect(reason).toContain(status === 401 ? "Set them to a valid Cloud API key" : "OrganizationAdmin");
      expect(reason.split("REASON")).toHaveLength(2);
    }
    expect(new Set(failures.map(({ reason }) => reason)).size).toBe(1);
    expect(api.sent()).toEqual(["GET group-mappings"]);
  });

  test("fails for an adoption too if the API returns 401, without a property", async () => {
    const api = flakyApi();
    api.emulator.addFault({ on: GET, do: { status: 401 } });
    const failures = await api.clock.run(preview(api, { ...INPUTS, adoptId: "group-a" }));
    expect(failures).toEqual([{ property: "", reason: expect.stringContaining("answered 401") as string }]);
  });

  test.each<[string, Step[], string]>([
    [
      "another organization than organizationId",
      [{ status: 200, body: page([foreignBody("group-x")]) }],
      `the credentials belong to organization ${OTHER_ORGANIZATION}`,
    ],
    [
      "another organization whose list is empty",
      [
        { status: 200, body: page([]) },
        { status: 200, body: organizationsPage(OTHER_ORGANIZATION) },
      ],
      `the credentials belong to organization ${OTHER_ORGANIZATION}`,
    ],
    [
      "an organization that they cannot read",
      [{ status: 200, body: page([]) }, { status: 403 }],
      "the setting organizationId could not be verified",
    ],
  ])("fails if the credentials belong to %s", async (_what, steps, reason) => {
    const context = scriptedContext(steps, { organizationId: ORGANIZATION });
    const failure = { property: "", reason: expect.stringContaining(reason) as string };
    await expect(preview(context)).resolves.toEqual([failure]);
    await expect(preview(context)).resolves.toEqual([failure]);
    expect(context.warnings).toEqual([]);
  });

  test("verifies organizationId with the organization if the list is empty, and continues", async () => {
    const steps = [page([]), organizationsPage(ORGANIZATION)].map((answer) => ({
      status: 200,
      body: answer,
    }));
    const context = scriptedContext(steps, { organizationId: ORGANIZATION });
    await expect(preview(context)).resolves.toEqual([]);
    expect(context.warnings).toEqual([]);
  });

  test.each<[string, FaultAction]>([
    ["429", { status: 429, headers: { "retry-after": "1" } }],
    ["503 with Retry-After", { status: 503, headers: { "retry-after": "60" } }],
    ["returns 503", { status: 503 }],
    ["returns 500", { status: 500 }],
    ["returns 404", { status: 404 }],
    ["returns a gateway's page", { status: 200, body: "<html>" }],
    ["resets the connection", "reset"],
    ["does not respond for minutes", { delayMs: 300_000 }],
    ["returns a list that never ends", { status: 200, body: page([body("group-a")], "?page_token=1") }],
  ])("continues with one warning, within 10 s, if the API %s", async (_what, action) => {
    const api = flakyApi({}, {}, refusing);
    api.emulator.addFault({ on: GET, do: action });
    await expect(previewAll(api)).resolves.toEqual([]);
    expect(api.clock.now()).toBeLessThanOrEqual(10_000);
    const count = api.sent().length;
    // The engine shows each text once.
    expect([...new Set(api.warnings)]).toEqual([
      expect.stringMatching(
        /^New group mappings could not be checked[^]*set confluent-sso:previewChecks to offline\.$/,
      ),
    ]);
    await api.clock.run(api.clock.sleep(120_000));
    expect(api.sent()).toHaveLength(count);
  });

  test("continues without a warning if a second request succeeds", async () => {
    const api = flakyApi();
    api.emulator.addFault({ on: { method: "GET" }, do: { status: 503 } });
    await expect(previewAll(api)).resolves.toEqual([]);
    expect(api.warnings).toEqual([]);
  });

  test("without a response from the API does not shorten the deadline of the create that follows", async () => {
    const api = flakyApi({}, {}, { ...refusing, gateway: (now) => (now < 60_000 ? 503 : undefined) });
    await expect(previewAll(api, 1)).resolves.toEqual([]);
    await api.clock.run(create(api, INPUTS));
    expect(api.sent()).toEqual(["GET group-mappings", "POST"]);
  });

  test.each<[string, string, FaultAction, boolean]>([
    ["the identity provider rejects the client", IDENTITY_PROVIDER_PATH, { status: 401 }, true],
    ["the exchange is rejected", TOKEN_SERVICE_PATH, { status: 400, body: { error: "invalid_grant" } }, true],
    ["the identity provider is down", IDENTITY_PROVIDER_PATH, { status: 503 }, false],
  ])("with OAuth if %s", async (_what, path, action, fails) => {
    const { clock, emulator, mappings } = oauthApi();
    emulator.addFault({ on: { path, times: Infinity }, do: action });
    const context = contextOf(mappings, undefined, clock);
    const failures = await clock.run(preview(context));
    const reason = expect.stringContaining("there is no access token") as string;
    expect(failures).toEqual(fails ? [{ property: "", reason }] : []);
    expect(context.warnings).toHaveLength(fails ? 0 : 1);
    expect(clock.now()).toBeLessThanOrEqual(10_000);
  });

  test("warns about an identical mapping, with advice, and the create is refused", async () => {
    const api = flakyApi({}, {}, refusing);
    const id = await createElsewhere(api, { ...INPUTS, filter: `  ${INPUTS.filter}` });
    await expect(api.clock.run(preview(api))).resolves.toEqual([]);
    const { message } = await failureOf(api.clock.run(create(api, INPUTS)));
    const [warning = "", ...others] = api.warnings;
    expect(others).toEqual([]);
    expect(warning).toContain(`"Admins": the organization already has an identical mapping, ${id}`);
    // The same advice in both.
    expect(message.split("\n").slice(1)).toEqual(warning.split("\n").slice(1));
    expect(api.sent().filter((request) => request !== "POST")).toEqual(["GET group-mappings"]);
  });

  test("does not warn about a mapping that is adopted or that this process created, or if duplicates are allowed", async () => {
    const allowing = flakyApi();
    await createElsewhere(allowing, INPUTS);
    const api = flakyApi({}, {}, refusing);
    const id = await createElsewhere(api, INPUTS);
    await api.clock.run(preview(api, { ...INPUTS, adoptId: id }));
    const created = await api.clock.run(create(api, { ...INPUTS, displayName: "Own" }));
    for (const [context, inputs] of [
      [allowing, INPUTS],
      [api, INPUTS],
      [api, { ...INPUTS, displayName: "Own" }],
    ] as const) {
      await expect(context.clock.run(preview(context, inputs))).resolves.toEqual([]);
      expect(context.warnings).toEqual([]);
    }
    expect(created.id).not.toBe(id);
  });

  test.each(["displayName", "description", "filter"])(
    "does not warn while the %s is unknown",
    async (name) => {
      const api = flakyApi({}, {}, refusing);
      await createElsewhere(api, INPUTS);
      await expect(api.clock.run(preview(api, { ...INPUTS, [name]: UNKNOWN }))).resolves.toEqual([]);
      expect(api.warnings).toEqual([]);
      expect(api.sent()).toEqual(["POST", "GET group-mappings"]);
    },
  );
});
