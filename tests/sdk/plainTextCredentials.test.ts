import * as pulumi from "@pulumi/pulumi";
import type * as Sdk from "../../sdk";
import { INPUTS } from "../support/mappings";
import { useMocks, valueOf } from "../support/mocks";

const SECRET = "secret-in-the-stack-configuration";

/** Returns the warnings of a program with two mappings. Each program loads its own copy of the package. */
async function warningsOf(config: Record<string, string>, secretKeys: string[] = []): Promise<string[]> {
  const warn = jest.spyOn(pulumi.log, "warn").mockResolvedValue();
  await useMocks();
  pulumi.runtime.setAllConfig(config, secretKeys);
  await jest.isolateModulesAsync(async () => {
    jest.doMock("@pulumi/pulumi", () => pulumi);
    const { GroupMapping } = jest.requireActual<typeof Sdk>("../../sdk");
    for (const name of ["one", "two"]) {
      await valueOf(new GroupMapping(name, INPUTS).urn);
    }
  });
  const warnings = warn.mock.calls.map(([message]) => message);
  warn.mockRestore();
  return warnings;
}

describe("a secret in plain text in the stack configuration", () => {
  test.each(["confluentcloud:cloudApiSecret", "pulumi-nodejs:cloudApiSecret"])(
    "causes one warning, with the command that encrypts it: %s",
    async (key) => {
      const warnings = await warningsOf({ [key]: SECRET });
      expect(warnings).toEqual([
        expect.stringContaining(`${key} is in the stack configuration in plain text`),
      ]);
      expect(warnings[0]?.split("\n").at(-1)?.trim()).toBe(`pulumi config set --secret ${key}`);
      expect(warnings[0]).not.toContain(SECRET);
    },
  );

  test("causes a warning for each of two", async () => {
    const config = { "confluentcloud:cloudApiSecret": SECRET, "pulumi-nodejs:cloudApiSecret": SECRET };
    await expect(warningsOf(config)).resolves.toHaveLength(2);
    await expect(warningsOf(config, ["confluentcloud:cloudApiSecret"])).resolves.toEqual([
      expect.stringContaining("pulumi-nodejs:cloudApiSecret"),
    ]);
  });

  test.each([
    ["confluentcloud:oauth", "oauthExternalClientSecret"],
    ["confluentcloud:oauth", "oauthExternalAccessToken"],
    ["pulumi-nodejs:oauth", "oauthExternalClientSecret"],
  ])("in %s, the field %s, causes a warning with the command that encrypts it", async (key, field) => {
    const oauth = JSON.stringify({ oauthIdentityPoolId: "pool-abc", [field]: SECRET });
    const warnings = await warningsOf({ [key]: oauth });
    expect(warnings).toEqual([
      expect.stringContaining(`${key}.${field} is in the stack configuration in plain text`),
    ]);
    expect(warnings[0]?.split("\n").at(-1)?.trim()).toBe(`pulumi config set --secret --path ${key}.${field}`);
    expect(warnings[0]).not.toContain(SECRET);
  });

  test.each<[string, Record<string, string>, string[]]>([
    [
      "oauth has an encrypted field, because it is unknown which one",
      { "confluentcloud:oauth": `{"oauthExternalClientSecret": "${SECRET}"}` },
      ["confluentcloud:oauth"],
    ],
    ["oauth has no secret", { "confluentcloud:oauth": '{"oauthIdentityPoolId": "pool-abc"}' }, []],
    ["oauth has an empty secret", { "confluentcloud:oauth": '{"oauthExternalClientSecret": ""}' }, []],
    ["oauth is not JSON", { "confluentcloud:oauth": SECRET }, []],
    ["oauth is null", { "confluentcloud:oauth": "null" }, []],
    ["there are no credentials", {}, []],
    ["it is encrypted", { "confluentcloud:cloudApiSecret": SECRET }, ["confluentcloud:cloudApiSecret"]],
    ["only the key, which is not a secret, is in plain text", { "confluentcloud:cloudApiKey": "KEY" }, []],
    ["the secret belongs to another program", { "aws:cloudApiSecret": SECRET }, []],
  ])("causes no warning if %s", async (_what, config, secretKeys) => {
    await expect(warningsOf(config, secretKeys)).resolves.toEqual([]);
  });
});
