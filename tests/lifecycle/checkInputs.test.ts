import { checkInputs } from "../../provider/lifecycle";
import { UNKNOWN } from "../../provider/wire";
import { expectJsonClean } from "../support/clean";
import { INPUTS } from "../support/mappings";

/** Returns the reasons by property. */
function failuresOf(news: Record<string, unknown>): Record<string, string> {
  const { failures } = checkInputs({}, news);
  expectJsonClean(failures);
  return Object.fromEntries(failures.map(({ property, reason }) => [property, reason]));
}

const { displayName, filter } = INPUTS;

describe("check leaves inputs unchanged", () => {
  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ["if all are set", INPUTS, INPUTS],
    [
      "without a description, which becomes empty",
      { displayName, filter },
      { displayName, filter, description: "" },
    ],
    ["with a null description", { ...INPUTS, description: null }, { ...INPUTS, description: "" }],
    ["with an empty description", { ...INPUTS, description: "" }, { ...INPUTS, description: "" }],
    [
      "with significant spaces at both ends",
      { displayName: " Admins ", filter: "\tadmins\n", description: " " },
      { displayName: " Admins ", filter: "\tadmins\n", description: " " },
    ],
    [
      "that are unknown in a preview",
      { displayName: UNKNOWN, filter: UNKNOWN, description: UNKNOWN },
      { displayName: UNKNOWN, filter: UNKNOWN, description: UNKNOWN },
    ],
    ["without __provider, which is internal", { ...INPUTS, __provider: "exports.handler = …" }, INPUTS],
    [
      "longer than the default limit of the API, which may change",
      { ...INPUTS, filter: "x".repeat(400) },
      { ...INPUTS, filter: "x".repeat(400) },
    ],
  ])("%s", (_what, news, inputs) => {
    const result = checkInputs({}, news);
    expect(result).toStrictEqual({ inputs, failures: [] });
    expect(result.inputs).not.toBe(news);
    expectJsonClean(result);
  });
});

describe("check rejects", () => {
  test.each<[string, unknown, string]>([
    ["displayName", undefined, "displayName is missing. Set it to "],
    ["displayName", null, "displayName is missing. Set it to "],
    ["displayName", "", "displayName is empty. Set it to "],
    ["displayName", " \t", "displayName is blank. Set it to "],
    ["displayName", 7, "displayName must be a string, not a number."],
    ["filter", undefined, "filter is missing. Set it to "],
    ["filter", null, "filter is missing. Set it to "],
    ["filter", "", "filter is empty. Set it to "],
    ["filter", "\n", "filter is blank. Set it to "],
    ["filter", true, 'filter must be a string, not a boolean. In YAML, write filter: "true".'],
    ["filter", ["a"], "filter must be a string, not a list."],
    ["filter", {}, "filter must be a string, not an object."],
    ["description", 0, "description must be a string, not a number."],
    ["description", false, "description must be a string, not a boolean."],
    ["description", ["a"], "description must be a string, not a list."],
  ])("%s that is %j", (property, value, reason) => {
    const reasons = failuresOf({ ...INPUTS, [property]: value });
    expect(Object.keys(reasons)).toEqual([property]);
    expect(reasons[property]).toContain(reason);
  });

  test("all invalid inputs at once", () => {
    expect(Object.keys(failuresOf({ description: 1, colour: "red" }))).toEqual([
      "displayName",
      "filter",
      "description",
      "colour",
    ]);
  });
});

describe("check suggests the nearest name for an unknown property", () => {
  test.each([
    ["display_name", "Did you mean displayName?"],
    ["DisplayName", "Did you mean displayName?"],
    ["displayname", "Did you mean displayName?"],
    ["dispalyName", "Did you mean displayName?"],
    ["name", "Did you mean displayName?"],
    ["Name", "Did you mean displayName?"],
    ["filters", "Did you mean filter?"],
    ["fliter", "Did you mean filter?"],
    ["descripton", "Did you mean description?"],
    ["Description", "Did you mean description?"],
    ["colour", "Its properties are displayName, description, filter, adoptId, filterCheck, allowEveryone."],
    ["", "Its properties are displayName, description, filter, adoptId, filterCheck, allowEveryone."],
    [
      "constructor",
      "Its properties are displayName, description, filter, adoptId, filterCheck, allowEveryone.",
    ],
    ["toString", "Its properties are displayName, description, filter, adoptId, filterCheck, allowEveryone."],
  ])("%j: %s", (property, advice) => {
    expect(failuresOf({ ...INPUTS, [property]: "x" })).toEqual({
      [property]: `${property} is not a property of a GroupMapping. ${advice}`,
    });
  });

  test("a property that begins with __ is ignored and removed: another version of the class may pass it", () => {
    const internal = `"__proto__": {"description": 7}, "__secretInputs": ["filter"], "__later": 1`;
    const news = JSON.parse(`{"displayName": "a", "filter": "b", ${internal}}`) as Record<string, unknown>;
    const { inputs, failures } = checkInputs(JSON.parse(`{${internal}}`) as typeof news, {
      ...news,
      adoptId: "group-a",
    });
    expect(failures).toEqual([]);
    expect(inputs).toStrictEqual({ displayName: "a", filter: "b", description: "", adoptId: "group-a" });
  });

  test.each(["id", "principal", "state", "resourceName", "createdAt", "updatedAt"])(
    "%s is an output and cannot be declared",
    (property) => {
      expect(failuresOf({ ...INPUTS, [property]: "x" })).toEqual({
        [property]: `${property} is an output: the API sets it. Remove it from the arguments.`,
      });
    },
  );
});

describe("the filter check settings of a resource", () => {
  test.each<[string, Record<string, unknown>]>([
    ["a stricter check", { filterCheck: "error" }],
    ["the default", { filterCheck: "warn", allowEveryone: false }],
    ["permission to match everyone", { allowEveryone: true }],
    ["no settings", { filterCheck: undefined, allowEveryone: null }],
    ["unknown settings", { filterCheck: UNKNOWN, allowEveryone: UNKNOWN }],
  ])("are removed from the inputs: %s", (_what, own) => {
    expect(checkInputs({}, { ...INPUTS, ...own })).toStrictEqual({ inputs: INPUTS, failures: [] });
    expect(checkInputs(INPUTS, { ...INPUTS, ...own })).toStrictEqual({ inputs: INPUTS, failures: [] });
  });

  test.each<[string, unknown, string]>([
    [
      "filterCheck",
      "off",
      'filterCheck must be "warn" or "error", not "off": a resource can only be stricter',
    ],
    ["filterCheck", true, 'filterCheck must be "warn" or "error", not true'],
    ["filterCheck", 99_887_766, 'filterCheck must be "warn" or "error", not a number: '],
    ["filterCheck", { a: "may be a secret" }, 'filterCheck must be "warn" or "error", not an object: '],
    ["allowEveryone", "true", "allowEveryone must be true or false, not a string."],
  ])("are rejected if %s is %j", (property, value, reason) => {
    expect(failuresOf({ ...INPUTS, [property]: value })).toEqual({
      [property]: expect.stringContaining(reason) as string,
    });
  });
});
