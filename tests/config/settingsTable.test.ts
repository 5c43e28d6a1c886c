import {
  configurationKey,
  OAUTH_FIELDS,
  type OAuthField,
  type OAuthFieldRow,
  SETTING_NAMES,
  type SettingName,
  type SettingRow,
  SETTINGS,
  variableOf,
} from "../../provider/config";

const ROWS = Object.entries<SettingRow | OAuthFieldRow>({ ...SETTINGS, ...OAUTH_FIELDS });

describe.each(ROWS)("the row of %s", (_name, { type, summary, default: standard }) => {
  test("has a valid default", () => {
    if (type.kind === "choice") {
      expect(type.values).toContain(standard);
    } else if ("min" in type) {
      expect(standard).toBeGreaterThanOrEqual(type.min);
      expect(standard).toBeLessThanOrEqual(type.max);
    } else {
      expect(typeof standard).not.toBe("number");
    }
  });

  test("describes every value of a choice", () => {
    for (const value of type.kind === "choice" ? type.values : []) {
      expect(summary).toContain(`\`${value}\``);
    }
  });
});

test("no two settings share an environment variable, and no field of oauth has the name of a setting", () => {
  const variables = ROWS.map(([name]) => variableOf(name as SettingName | OAuthField));
  expect(new Set(variables).size).toBe(variables.length);
  expect(ROWS).toHaveLength(SETTING_NAMES.length + Object.keys(OAUTH_FIELDS).length);
});

test("the namespace of the bridged provider has only the keys that it knows", () => {
  expect(SETTING_NAMES.map(configurationKey).filter((key) => key.startsWith("confluentcloud:"))).toEqual([
    "confluentcloud:cloudApiKey",
    "confluentcloud:cloudApiSecret",
    "confluentcloud:oauth",
    "confluentcloud:endpoint",
    "confluentcloud:maxRetries",
  ]);
});
