import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { check, hideSecretInputs, ImpactPreview } from "../../provider/lifecycle";
import { firstOf } from "../../provider/config";
import { UNKNOWN } from "../../provider/wire";
import { scriptedContext } from "../support/context";
import { body, page } from "../support/mappings";
import { explicitProvider, sourcesFrom } from "../support/sources";

const PEOPLE = "user,groups\nann,admins\nbob,admins;ops\ncyd,ops\ndan,\n";

let folder: string;
let path: string;
let reported: string[];
let warned: string[];
let impact: ImpactPreview;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "confluent-sso-impact-"));
  path = join(folder, "people.csv");
  await writeFile(path, PEOPLE);
  [reported, warned] = [[], []];
  const sources = sourcesFrom({ stack: { "confluent-sso:directory": path } });
  impact = new ImpactPreview(() => firstOf(sources, "directory"), {
    inform: async (text) => Promise.resolve(void reported.push(text)),
    warn: async (text) => Promise.resolve(void warned.push(text)),
  });
});

afterEach(() => rm(folder, { recursive: true, force: true }));

test.each<[before: unknown, after: unknown, line: string | undefined]>([
  [undefined, "admins", "Kafka: 2 users gain"],
  [undefined, '"admins" in groups && "ops" in groups', "Kafka: 1 user gains"],
  [undefined, "nobody", "Kafka: no user gains or loses"],
  ["admins", '"ops" in groups', "Kafka: 1 user gains, 1 loses"],
  ["true", "admins", "Kafka: 2 users lose"],
  ["admins", '!("admins" in groups)', "Kafka: 2 users gain, 2 lose"],
  ["admins", '"ops" in groups || claims.a == "b"', "Kafka: 1 user gains, could not determine for 2 users"],
  [undefined, "claims.a == 'b'", "Kafka: could not determine for 4 users"],
  ["admins", "admins", undefined],
  ['"admins" in groups', "'admins'  in groups", undefined],
  ["admins", UNKNOWN, undefined],
  [undefined, UNKNOWN, undefined],
])("from %j to %j: %j", async (before, after, line) => {
  await impact.report("Kafka", { before, after });
  expect(reported).toEqual(line === undefined ? [] : [line]);
  expect(reported.join()).not.toMatch(/\b(?:ann|bob|cyd|dan)\b/);
});

test.each([
  ["a long one", "name-of-mine"],
  ["one with special characters", 'name "of-mine"\n2'],
  ["a short one", "kf"],
])("a secret name is not shown: %s", async (_what, displayName) => {
  const news = { displayName, filter: "admins" };
  await hideSecretInputs(["displayName"], {}, news, async () => {
    await impact.report(news.displayName, { after: news.filter });
    return { inputs: news, failures: [] };
  });
  expect(reported).toEqual(["[secret]: 2 users gain"]);
});

test("an unknown name is not shown", async () => {
  await impact.report(UNKNOWN, { after: "admins" });
  expect(reported).toEqual(["A group mapping: 2 users gain"]);
});

test.each<[what: string, given: Parameters<typeof sourcesFrom>[0]]>([
  ["the environment", { environment: { CONFLUENT_SSO_DIRECTORY: "none.csv" } }],
  ["pulumi-nodejs:", { host: { directory: "none.csv" } }],
  ["a Provider", { stack: explicitProvider({ "confluent-sso:directory": "none.csv" }) }],
])("the directory may be set in %s, and the error names the source", async (_what, given) => {
  const setting = firstOf(sourcesFrom(given), "directory");
  const configured = new ImpactPreview(() => setting, {
    inform: () => Promise.resolve(),
    warn: () => Promise.resolve(),
  });
  const problem = await configured.problem();
  expect(problem).toContain("Cannot read the directory file none.csv: ");
  expect(problem).toContain(setting?.source.nameOf("directory"));
});

test("a directory that is not a regular file is not read", async () => {
  const sources = sourcesFrom({ stack: { "confluent-sso:directory": "/dev/zero" } });
  const device = new ImpactPreview(() => firstOf(sources, "directory"), {
    inform: () => Promise.resolve(),
    warn: () => Promise.resolve(),
  });
  await expect(device.problem()).resolves.toContain("/dev/zero");
});

test("nothing is reported without a directory", async () => {
  const without = new ImpactPreview(() => undefined, {
    inform: () => Promise.reject(new Error("It was reported")),
    warn: () => Promise.reject(new Error("It was reported")),
  });
  await without.report("Kafka", { after: "admins" });
  await expect(without.problem()).resolves.toBeUndefined();
});

test("the file is read once", async () => {
  await expect(impact.problem()).resolves.toBeUndefined();
  await writeFile(path, "user,groups\n");
  await impact.report("Kafka", { after: "admins" });
  expect(reported).toEqual(["Kafka: 2 users gain"]);
});

test("warns about users in more groups than Entra ID sends, by their number", async () => {
  const groups = Array.from({ length: 151 }, (_, index) => `g${index}`).join(";");
  await writeFile(path, `user,groups\nann,${groups}\n`);
  await impact.problem();
  expect(warned).toEqual([expect.stringMatching(/^Directory file: 1 user is in more than 150 groups/)]);
});

describe("check", () => {
  const inputs = { displayName: "Kafka", description: "", filter: "admins" };

  test("reports a new mapping, but not an existing one, which diff reports", async () => {
    const context = { ...scriptedContext([{ status: 200, body: page([]) }]), impact };
    await check({ ...context, connect: () => context }, {}, inputs);
    expect(reported).toEqual(["Kafka: 2 users gain"]);
    await check({ ...context, connect: () => context }, inputs, { ...inputs, filter: "ops" });
    expect(reported).toHaveLength(1);
  });

  test("reports the changes of an adoption", async () => {
    const context = {
      ...scriptedContext([{ status: 200, body: body("group-a", { filter: "ops" }) }]),
      impact,
    };
    const { failures } = await check(
      { ...context, connect: () => context },
      {},
      { ...inputs, adoptId: "group-a" },
    );
    expect(failures).toEqual([]);
    expect(reported).toEqual(["Kafka: 1 user gains, 1 loses"]);
  });

  test("reports nothing about invalid inputs, or about an adoption with an unknown id", async () => {
    const context = { ...scriptedContext(), impact };
    await check({ ...context, connect: () => context }, {}, { ...inputs, filter: '"a" in groups and' });
    await check({ ...context, connect: () => context }, {}, { ...inputs, adoptId: UNKNOWN });
    expect(reported).toEqual([]);
  });

  test("fails if the directory cannot be read, with the line and the setting", async () => {
    await writeFile(path, "user,groups\nann,admins,ops\n");
    const context = { ...scriptedContext(), impact };
    const { failures } = await check({ ...context, connect: () => context }, {}, inputs);
    expect(failures).toEqual([
      {
        property: "",
        reason:
          `Cannot read the directory file ${path}: line 2 has more or fewer fields than the header. Put double quotes around a field ` +
          "that contains a separator. The file is set by the stack configuration confluent-sso:directory. Without that setting, a preview does not " +
          "show who gains and who loses access. [CSSO-1403]",
      },
    ]);
    expect(reported).toEqual([]);
  });
});
