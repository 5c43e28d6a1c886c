import { type GetGroupMappingResult, requireOneByDisplayName, resultOf } from "../../provider/lookups";
import { failureIn } from "../support/failureOf";
import { body } from "../support/mappings";

/** Mappings with these names, `group-0`, `group-1`, and so on. */
const all = (...displayNames: string[]): GetGroupMappingResult[] =>
  displayNames.map((display_name, index) =>
    resultOf(`group-${index}`, body(`group-${index}`, { display_name })),
  );

const messageFor = (displayName: string, ...displayNames: string[]): string =>
  failureIn(() => requireOneByDisplayName(displayName, all(...displayNames))).message;

test("returns the mapping whose name matches exactly", () => {
  expect(requireOneByDisplayName("Kafka", all("kafka", "Kafka ", "Kafka", "Kafka2")).id).toBe("group-2");
});

describe("if no mapping has the name", () => {
  test("suggests at most three similar names, the most similar first, with their ids", () => {
    expect(
      messageFor("Kafka admins", "Kafka admin", "Kafka Admins ", "Kafka admin12", "Kafka adm", "Billing"),
    ).toBe(
      'Cannot get group mapping "Kafka admins": the organization of these credentials has no group mapping with this ' +
        'display name. Did you mean "Kafka Admins " (group-1) or "Kafka admin" (group-0) or "Kafka admin12" (group-2)?',
    );
  });

  test.each([
    ["ab", "ba"],
    ["Kafka", "Billing"],
  ])("does not suggest a name that is not similar: %s and %s", (wanted, there) => {
    expect(messageFor(wanted, there)).toMatch(
      /with this display name\. Check the name and the organization\.$/,
    );
  });

  test("reports that the organization has no mappings if there are none", () => {
    expect(messageFor("Kafka")).toContain("has no group mappings. Check the organization.");
  });
});

describe("if several mappings have the name", () => {
  test("fails with all their ids", () => {
    expect(messageFor("Twins", "Twins", "Others", "Twins")).toBe(
      'Cannot get group mapping "Twins": 2 group mappings have this display name: group-0, group-2. ' +
        "Look up the mapping by its id, or get all of them with getGroupMappings.",
    );
  });
});
