import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import { importFiles } from "../../cli/import";
import { type Registered, useMocks } from "../support/mocks";

const ORGANIZATION = "crn://confluent.cloud/organization=abc";
const ENVIRONMENT = `${ORGANIZATION}/environment=env-abc123`;
const MAPPING = "pulumi-nodejs:dynamic/confluent-sso:GroupMapping";
const BINDING = "confluentcloud:index/roleBinding:RoleBinding";

/** The stack configuration of an example, and the relevant inputs of each resource that it declares. */
interface Example {
  readonly config?: Record<string, string>;
  readonly declared: [type: string, name: string, inputs: object][];
  /** The mapping that lookups find. */
  readonly found?: object;
  readonly outputs: object;
}

const credentials = (organization: string) => ({
  [`project:${organization}Key`]: `${organization}-key`,
  [`project:${organization}Secret`]: `${organization}-secret`,
  [`project:${organization}Id`]: "5b1c4d1e-8f0a-4c55-9d0e-3f6a2b7c8d90",
});

const secret = (value: string): object => expect.objectContaining({ value }) as object;

const ADMINS = { displayName: "Kafka administrators", filter: '"kafka-admins" in groups' };

const EXAMPLES: Record<string, Example> = {
  quickstart: {
    declared: [
      [MAPPING, "developers", { filter: '"kafka" in groups && "all" in groups || "everyone" in groups' }],
      [MAPPING, "operators", { filter: "kafka-operators" }],
      [MAPPING, "auditors", { filter: '"9efcf0ab-9227-411d-bbea-0481e862c115" in groups' }],
    ],
    outputs: {
      ids: { developers: "developers-id", operators: "operators-id", auditors: "auditors-id" },
      principals: {
        developers: "User:developers-id",
        operators: "User:operators-id",
        auditors: "User:auditors-id",
      },
    },
  },
  "role-binding": {
    config: { "project:environment": ENVIRONMENT },
    declared: [
      [MAPPING, "admins", ADMINS],
      ...["EnvironmentAdmin", "DataSteward"].map((roleName): Example["declared"][number] => [
        BINDING,
        `admins-${roleName}`,
        { principal: "User:admins-id", roleName, crnPattern: ENVIRONMENT },
      ]),
    ],
    outputs: { principal: "User:admins-id" },
  },
  "many-mappings": {
    declared: [
      [MAPPING, "kafka-admins", { filter: '"kafka-admins" in groups || "platform-leads" in groups' }],
      [MAPPING, "developers", { displayName: "Developers", filter: '"engineering" in groups' }],
      [MAPPING, "contractors", { filter: '"contractors" in groups && !("suspended" in groups)' }],
    ],
    outputs: {
      principals: {
        "kafka-admins": "User:kafka-admins-id",
        developers: "User:developers-id",
        contractors: "User:contractors-id",
      },
    },
  },
  "team-component": {
    config: { "project:organization": ORGANIZATION },
    declared: [
      ["example:index:Team", "payments", {}],
      ["example:index:Team", "analytics", {}],
      [
        MAPPING,
        "payments",
        {
          displayName: "Team payments",
          filter: '"payments-developers" in groups || "payments-on-call" in groups',
        },
      ],
      [MAPPING, "analytics", { displayName: "Team analytics", filter: '"analytics" in groups' }],
      [
        BINDING,
        "payments-EnvironmentAdmin-environment=env-abc123",
        { principal: "User:payments-id", roleName: "EnvironmentAdmin", crnPattern: ENVIRONMENT },
      ],
      [BINDING, "payments-Operator-environment=env-def456", { principal: "User:payments-id" }],
      [BINDING, "analytics-DataDiscovery-environment=env-abc123", { principal: "User:analytics-id" }],
    ],
    outputs: { principals: { payments: "User:payments-id", analytics: "User:analytics-id" } },
  },
  "two-organizations": {
    config: { ...credentials("europe"), ...credentials("america") },
    declared: [
      ["pulumi:providers:pulumi-nodejs", "europe", { "confluentcloud:cloudApiKey": secret("europe-key") }],
      ["pulumi:providers:pulumi-nodejs", "america", { "confluentcloud:cloudApiKey": secret("america-key") }],
      [MAPPING, "admins-europe", ADMINS],
      [MAPPING, "admins-america", ADMINS],
    ],
    outputs: { principals: { europe: "User:admins-europe-id", america: "User:admins-america-id" } },
  },
  "import-existing": {
    declared: [
      [MAPPING, "kafka-administrators", ADMINS],
      [MAPPING, "all-sso-users", { filter: "true" }],
      [MAPPING, "auditors", { adoptId: "group-e5f6" }],
    ],
    found: { id: "group-0719", displayName: "Vendor support", filter: '"vendor-support" in groups' },
    outputs: { support: "User:group-0719" },
  },
  "drift-check": { declared: [[MAPPING, "admins", ADMINS]], outputs: { principal: "User:admins-id" } },
  testing: { declared: [[MAPPING, "admins", ADMINS]], outputs: { principal: "User:admins-id" } },
};

/** Runs the program of an example. */
async function run(name: string): Promise<{ registered: Registered[]; outputs: object }> {
  const { config = {}, found = {} } = EXAMPLES[name] ?? {};
  const registered = await useMocks({ call: () => found });
  pulumi.runtime.setAllConfig(config);
  const exported = { ...jest.requireActual<object>(`../../examples/${name}/index`) };
  const outputs = await new Promise<object>((resolve) => pulumi.output(exported).apply(resolve));
  await pulumi.runtime.disconnect();
  return { registered, outputs };
}

const ROOT = dirname(dirname(__dirname));
const textOf = (file: string) => readFileSync(join(ROOT, "examples", file), "utf8");
const jsonOf = (file: string) => JSON.parse(textOf(file)) as Record<string, Record<string, string>>;

test("every example is in the table", () => {
  expect(readdirSync(join(ROOT, "examples")).sort()).toEqual(Object.keys(EXAMPLES).sort());
});

describe.each(Object.entries(EXAMPLES))("examples/%s", (name, { declared, outputs }) => {
  test("declares its resources", async () => {
    const { registered, outputs: actual } = await run(name);
    const inOrder = <Row extends [type: string, name: string, ...unknown[]]>(rows: Row[]) =>
      [...rows].sort((one, other) => `${one[0]} ${one[1]}`.localeCompare(`${other[0]} ${other[1]}`));
    expect(
      inOrder(registered.map(({ type, name, inputs }) => [type, name, inputs] as [string, string, object])),
    ).toMatchObject(inOrder(declared));
    expect(actual).toMatchObject(outputs);
    // An explicit provider has the suffix of its resources.
    const providers = registered.flatMap(({ name, provider }) =>
      provider === "" ? [] : [{ name, provider }],
    );
    expect(providers).toEqual(
      name === "two-organizations"
        ? ["europe", "america"].map((organization) => ({
            name: `admins-${organization}`,
            provider: expect.stringContaining(`::${organization}::`) as string,
          }))
        : [],
    );
  });

  test("is a complete project, with the versions that this repository is tested with", () => {
    const title = /^# .+\n\n.{50}/m;
    expect(textOf(`${name}/README.md`)).toMatch(title);
    const project = parse(textOf(`${name}/Pulumi.yaml`)) as object;
    expect(project).toMatchObject({ name: `group-mappings-${name}`, runtime: "nodejs" });
    expect(jsonOf(`${name}/tsconfig.json`)).toEqual(jsonOf("quickstart/tsconfig.json"));
    const { version, devDependencies = {}, peerDependencies } = jsonOf("../package.json");
    const used = jsonOf(`${name}/package.json`);
    expect(used).toMatchObject({ name: `group-mappings-${name}`, private: true, main: "index.ts" });
    const tested: Record<string, unknown> = {
      ...devDependencies,
      ...peerDependencies,
      "pulumi-confluent-sso": version,
    };
    for (const [dependency, range] of Object.entries({
      ...used["dependencies"],
      ...used["devDependencies"],
    })) {
      expect([dependency, range.replace("^", "")]).toEqual([
        dependency,
        String(tested[dependency]).replace("^", ""),
      ]);
    }
  });
});

test("examples/import-existing/mappings.ts is what `pulumi-confluent-sso import` writes", () => {
  const mapping = (name: string, inputs: { displayName: string; filter: string; description: string }) => ({
    ...{ name, id: `group-${name}`, inputs, state: inputs },
  });
  const [file] = importFiles(
    [
      mapping("kafka-administrators", { description: "On call for the clusters", ...ADMINS }),
      mapping("all-sso-users", { displayName: "all-sso-users", filter: "true", description: "" }),
    ],
    false,
  );
  expect(textOf("import-existing/mappings.ts")).toBe(file?.content);
});
