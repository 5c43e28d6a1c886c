import type { Emulator } from "../../emulator/index";
import { create, read, remove } from "../../provider/lifecycle";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { emulatorContext, scriptedContext, type TestContext } from "../support/context";
import { failureOf } from "../support/failureOf";
import {
  body,
  crnOf,
  deletedBody,
  foreignBody,
  handedOver,
  INPUTS,
  ORGANIZATION,
  organizationsPage,
  OTHER_ORGANIZATION,
  page,
} from "../support/mappings";
import type { Step } from "../support/scriptedApi";

const OLDS = handedOver("group-a");
const organizations = (...ids: string[]): Step => ({ status: 200, body: organizationsPage(...ids) });
const listing = (...mappings: unknown[]): Step => ({ status: 200, body: page(mappings) });

type Verb = (context: TestContext, id: string, olds: Record<string, unknown>) => Promise<unknown>;
/** The operations for which "gone" is not an error: read removes the resource from the state, and delete succeeds. */
const OPERATIONS: [string, Verb, unknown][] = [
  ["read", read, {}],
  ["delete", remove, undefined],
];

const CHECK_ENDPOINT = "Check the endpoint, the network and the proxy settings, then run the command again.";

/** The API's response for a mapping that is gone, or that these credentials may not see. */
const REFUSALS: Step[] = [
  { status: 403, body: { message: "resource not found" } },
  { status: 403, body: { errors: [{ detail: "403 forbidden: invalid API key for this operation" }] } },
  { status: 404, body: { errors: [{ code: "group_mapping_not_found" }] } },
];

describe.each(OPERATIONS)("%s of a mapping that the API rejects", (operation, run, gone) => {
  // Only an update shows the name: a check has already reported whether it is a secret.
  const subject = operation === "update" ? 'group mapping "Admins" (group-a)' : "group mapping group-a";
  const begins = `Cannot ${operation} ${subject}`;

  test.each<[string, Step[]]>([
    ["does not have it", [listing(body("group-b"), body("group-c"))]],
    ["has it as deleted", [listing(body("group-b"), deletedBody("group-a"))]],
    [
      "does not have it on any page",
      [
        { status: 200, body: page([body("group-b")], "https://confluent.cloud/api?page_token=1") },
        listing(body("group-c")),
      ],
    ],
  ])("is gone if the list %s", async (_what, pages) => {
    for (const refusal of REFUSALS) {
      const context = scriptedContext([refusal, ...pages]);
      await expect(run(context, "group-a", OLDS)).resolves.toStrictEqual(gone);
      expect(context.warnings).toEqual([]);
    }
  });

  test.each<[string, Step[]]>([
    ["list", [listing(body("group-b"), body("group-a"))]],
    [
      "third page of the list",
      [
        { status: 200, body: page([body("group-b")], "?page_token=1") },
        { status: 200, body: page([body("group-c")], "/x?page_token=2") },
        listing(body("group-d"), body("group-a")),
      ],
    ],
  ])("is kept if the %s has it, because permission is missing", async (_what, pages) => {
    for (const refusal of REFUSALS) {
      const { message } = await failureOf(run(scriptedContext([refusal, ...pages]), "group-a", OLDS));
      expect(message).toContain(begins);
      expect(message).toContain("The list of group mappings contains group-a");
      expect(message).toContain("The state is kept");
    }
  });

  test.each<[string, Step[], string]>([
    ["is rejected with 401", [{ status: 401, body: { message: "LIST-REASON" } }], "LIST-REASON"],
    ["is rejected with 403", [{ status: 403, body: { message: "LIST-REASON" } }], "OrganizationAdmin"],
    ["fails with 500", [{ status: 500, body: { message: "LIST-REASON" } }], "LIST-REASON"],
    ["has no response", [new Error("LIST-REASON")], "LIST-REASON"],
    [
      "cannot be read",
      [
        { status: 200, body: "<html>" },
        { status: 200, body: "<html>" },
      ],
      "it is not JSON",
    ],
    [
      "never ends",
      [
        { status: 200, body: page([body("group-b")], "?page_token=1") },
        { status: 200, body: page([body("group-b")], "?page_token=1") },
      ],
      "it repeats a page_token, so the list would never end",
    ],
    [
      "fails after its first page",
      [
        { status: 200, body: page([body("group-b")], "?page_token=1") },
        { status: 500, body: { message: "LIST-REASON" } },
      ],
      "LIST-REASON",
    ],
  ])("is kept if the list %s, and both reasons are shown", async (_what, pages, reason) => {
    const refusal: Step = { status: 403, body: { message: "FIRST-REASON" } };
    const context = scriptedContext([refusal, ...pages]);
    const { message } = await failureOf(run(context, "group-a", OLDS));
    expect(message).toContain(begins);
    expect(message).toContain("FIRST-REASON");
    expect(message.split(reason)).toHaveLength(2);
    expect(message).toContain("The state is kept");
    expect(context.warnings).toEqual([]);
  });

  test("is kept if the list belongs to another organization, and both are named", async () => {
    for (const refusal of REFUSALS) {
      const context = scriptedContext([refusal, listing(foreignBody("group-x"), foreignBody("group-y"))]);
      const { message } = await failureOf(run(context, "group-a", OLDS));
      expect(message).toContain(ORGANIZATION);
      expect(message).toContain(OTHER_ORGANIZATION);
      expect(message).toContain("The state is kept");
      expect(message).toContain(begins);
    }
  });

  test.each<[string, Step]>([
    ["is empty", listing()],
    ["names no organization", listing(body("group-b", { metadata: null }))],
  ])(
    "is gone if the list %s and the credentials belong to the organization in the state",
    async (_what, list) => {
      for (const refusal of REFUSALS) {
        const context = scriptedContext([refusal, list, organizations(ORGANIZATION)]);
        await expect(run(context, "group-a", OLDS)).resolves.toStrictEqual(gone);
        expect(context.warnings).toEqual([]);
      }
    },
  );

  test("is kept if the list is empty and the credentials belong to another organization, and both are named", async () => {
    for (const refusal of REFUSALS) {
      const context = scriptedContext([refusal, listing(), organizations(OTHER_ORGANIZATION)]);
      const { message } = await failureOf(run(context, "group-a", OLDS));
      expect(message).toContain(
        `it belongs to organization ${ORGANIZATION}, but these credentials belong to organization ${OTHER_ORGANIZATION}`,
      );
      expect(message).toContain("The state is kept");
    }
  });

  test.each<[string, Step, string, string]>([
    [
      "is rejected with 403",
      { status: 403, body: { message: "ORG-REASON" } },
      "ORG-REASON",
      "Use credentials with the role OrganizationAdmin.",
    ],
    [
      "is rejected with 401",
      { status: 401, body: { message: "ORG-REASON" } },
      "ORG-REASON",
      "Set them to a valid Cloud API key",
    ],
    ["does not exist", { status: 404, body: { message: "ORG-REASON" } }, "ORG-REASON", CHECK_ENDPOINT],
    ["fails with 500", { status: 500, body: { message: "ORG-REASON" } }, "ORG-REASON", "later."],
    ["has no response", new Error("ORG-REASON"), "ORG-REASON", CHECK_ENDPOINT],
    ["names no organization", organizations(), "does not have exactly one organization", CHECK_ENDPOINT],
    [
      "names several organizations",
      organizations(ORGANIZATION, OTHER_ORGANIZATION),
      "does not have exactly one organization",
      CHECK_ENDPOINT,
    ],
  ])(
    "is kept if the list is empty and the request for the organization %s",
    async (_what, step, reason, advice) => {
      const context = scriptedContext([{ status: 403 }, listing(), step]);
      const { message } = await failureOf(run(context, "group-a", OLDS));
      expect(message).toContain(begins);
      expect(message).toContain(reason);
      // The error of that request has its own advice, which is not repeated.
      expect(message.split(advice)).toHaveLength(2);
      expect(message).toContain("`pulumi stack --show-urns`");
      expect(message).toContain("`pulumi state delete '<URN>'`");
      expect(message).toContain("The state is kept");
    },
  );

  test.each<[string, unknown]>([
    ["does not have it", Array.from({ length: 100 }, (_, n) => body(`group-${n}`))],
    ["is empty", []],
  ])("is kept if the list %s and is shorter than its total_size", async (_what, data) => {
    const incomplete: Step = { status: 200, body: { data, metadata: { total_size: 251 } } };
    const context = scriptedContext([{ status: 403 }, incomplete, incomplete, incomplete]);
    const { message } = await failureOf(run(context, "group-a", OLDS));
    expect(message).toMatch(/the list ended after (100|0) of 251 items/);
    expect(message).toContain("The state is kept");
  });

  test.each([null, { filter: "x" }, { ...body("group-a"), id: 7 }])(
    "is kept if the list has the item %j, which has no id and may be the mapping",
    async (item) => {
      const context = scriptedContext([{ status: 403 }, listing(body("group-b"), item)]);
      const { message } = await failureOf(run(context, "group-a", OLDS));
      expect(message).toContain("it has items whose id is missing or malformed");
      expect(message).toContain("The state is kept");
    },
  );

  test("is gone even if another item of the list is odd", async () => {
    const context = scriptedContext([{ status: 403 }, listing(body("group-b", { state: 3, filter: {} }))]);
    await expect(run(context, "group-a", OLDS)).resolves.toStrictEqual(gone);
  });

  test("is kept if neither the list nor the state names the organization", async () => {
    const setting = `If ${ORGANIZATION} is the right organization, set confluent-sso:organizationId to it`;
    for (const [pages, state, remedy] of [
      [[listing(), organizations(ORGANIZATION)], { ...INPUTS }, setting],
      [[listing(body("group-b"))], { ...INPUTS }, setting],
      [[listing(body("group-b"), foreignBody("group-x"))], OLDS, OTHER_ORGANIZATION],
    ] as const) {
      const context = scriptedContext([{ status: 403 }, ...pages]);
      const { message } = await failureOf(run(context, "group-a", state));
      expect(message).toContain(remedy);
      expect(message).toContain("The state is kept");
      expect(context.warnings).toEqual([]);
    }
  });

  test("is gone if the state names no organization, and the list belongs to the asserted one", async () => {
    const context = scriptedContext(
      [
        ...(operation === "delete" ? [listing(body("group-b"))] : []),
        { status: 404 },
        listing(body("group-b")),
      ],
      { organizationId: ORGANIZATION },
    );
    await expect(run(context, "group-a", { ...INPUTS })).resolves.toStrictEqual(gone);
    expect(context.warnings).toEqual([]);
  });
});

describe.each(OPERATIONS)("%s with the emulator", (_operation, run, gone) => {
  const KEYS = [
    { apiKey: "OURKEY0000000001", apiSecret: "secret-of-ours-1", organizationId: ORGANIZATION },
    { apiKey: "THEIRKEY00000001", apiSecret: "secret-of-theirs-1", organizationId: OTHER_ORGANIZATION },
  ];

  test.each([403, 404] as const)("uses the list to find out what a %i means", async (missing) => {
    const emulator: Emulator = await startCheckedEmulator({ missing, credentials: KEYS });
    const [ours, theirs] = [emulatorContext(emulator, 0), emulatorContext(emulator, 1)];
    for (let count = 0; count < 101; count += 1) {
      await create(ours, { ...INPUTS, displayName: `Admins ${count}` });
    }
    await create(theirs, INPUTS);
    const olds = { ...OLDS, resourceName: crnOf("group-gone") };
    await expect(run(ours, "group-gone", olds)).resolves.toStrictEqual(gone);
    expect(
      emulator
        .requests()
        .slice(-3)
        .map(({ method }) => method),
    ).toEqual([expect.any(String), "GET", "GET"]);
    const { message } = await failureOf(run(theirs, "group-gone", olds));
    expect(message).toContain(OTHER_ORGANIZATION);
    expect(emulator.mappings()).toHaveLength(102);
    await emulator.close();
  });
});
