import { select } from "../../../cli/import";
import { failureIn } from "../../support/failureOf";

const ORGANIZATION = new Map(
  ["Kafka admins", "kafka (prod)", "KAFKA", "a*b-c", "Line\nbreak", "🙂"].map((display_name, index) => [
    `group-${index}`,
    { id: `group-${index}`, display_name },
  ]),
);

const selected = (name: string) => select(ORGANIZATION, { name }).mappings.map(({ id }) => id);

test("select returns the whole organization by default, named by display name", () => {
  const { mappings, detachCommands, remarks } = select(ORGANIZATION, {});
  expect(mappings).toHaveLength(6);
  expect(mappings[0]).toEqual({ name: "kafka-admins", id: "group-0" });
  expect(mappings[5]).toEqual({ name: "group-5", id: "group-5" });
  expect([detachCommands, remarks]).toEqual([[], []]);
});

test.each([
  ["kafka*", ["group-0", "group-1", "group-2"]],
  ["*(PROD)", ["group-1"]],
  ["kafka", ["group-2"]],
  ["?", ["group-5"]],
  ["line*", ["group-4"]],
  ["a*b-c", ["group-3"]],
  ["*", ["group-0", "group-1", "group-2", "group-3", "group-4", "group-5"]],
])("--name %p matches the whole display name and ignores case", (name, ids) => {
  expect(selected(name)).toEqual(ids);
});

test("--name is an error that lists the mappings if no display name matches", () => {
  expect(failureIn(() => selected(".*")).message).toMatch(
    /^Cannot import group mappings named "\.\*": .*"Kafka admins" \(group-0\)/,
  );
});

test("--id selects each mapping once, in the given order", () => {
  const { mappings } = select(ORGANIZATION, { id: ["group-3", "group-1", "group-3"] });
  expect(mappings.map(({ id }) => id)).toEqual(["group-3", "group-1"]);
});

test("--id is an error if the organization does not have one of the mappings", () => {
  const { message } = failureIn(() => select(ORGANIZATION, { id: ["group-1", "group-x"] }));
  expect(message).toContain(
    'Cannot import group mapping "group-x": the organization has no group mapping with this id',
  );
});

test("--id advises to check the credentials if the organization is empty", () => {
  const { message } = failureIn(() => select(new Map(), { id: ["group-1"] }));
  expect(message).toContain("Check that the credentials belong to the right organization.");
});
