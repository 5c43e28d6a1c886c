import fc from "fast-check";
import { resourceNameOf, uniqueNames } from "../../../cli/codegen";

test.each([
  ["Kafka administrators", "kafka-administrators"],
  ["all-sso-users", "all-sso-users"],
  ["  R&D / Platform (EU)  ", "r-d-platform-eu"],
  ["Schlüssel", "schlüssel"],
  ["管理者", "管理者"],
  ["हिन्दी", "हिन्दी"],
  ["⚙️ Operators 🚀", "operators"],
  ["a::b", "a-b"],
  ["x".repeat(80), "x".repeat(50)],
])("%p becomes the resource name %p", (displayName, name) => {
  expect(resourceNameOf(displayName, "group-a")).toBe(name);
});

test.each(["", "🙂", "⚙️", "---", "\u202e", "\ud83d"])(
  "%p becomes the id because it contains no letters or digits",
  (displayName) => {
    expect(resourceNameOf(displayName, "group-a")).toBe("group-a");
  },
);

test("the oldest of several mappings keeps the name, and the others get their ids appended", () => {
  const named = [
    { name: "admins", id: "group-b", createdAt: "2024-02-01T00:00:00Z" },
    { name: "admins", id: "group-a", createdAt: "2024-03-01T00:00:00Z" },
    { name: "admins", id: "group-y", createdAt: "2024-01-01T00:00:00.5Z" },
    { name: "admins", id: "group-z", createdAt: "2024-01-01T00:00:00Z" },
    { name: "admins-group-a", id: "group-c", createdAt: "2023-01-01T00:00:00Z" },
  ];
  expect(Object.fromEntries(uniqueNames(named))).toEqual({
    "group-z": "admins",
    "group-y": "admins-group-y",
    "group-b": "admins-group-b",
    "group-c": "admins-group-a",
    "group-a": "admins-group-a-2",
  });
});

/** Mappings with few different names, so that many collide, created one after the other. */
const history: fc.Arbitrary<{ name: string; id: string; createdAt: string }[]> = fc
  .array(fc.tuple(fc.constantFrom("a", "b", "a-1", "a-1-2", "a-2"), fc.nat({ max: 9 })), { maxLength: 12 })
  .map((made) =>
    made
      .filter(([, id], index) => made.findIndex(([, other]) => other === id) === index)
      .map(([name, id], index) => ({ name, id: `${id}`, createdAt: `2024-01-01T00:00:${10 + index}Z` })),
  );

test("names are unique and do not depend on the order of the list", () => {
  fc.assert(
    fc.property(
      history.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([all, shuffled]) => {
        const names = uniqueNames(all);
        expect(new Set(names.values()).size).toBe(all.length);
        expect(new Map([...uniqueNames(shuffled)].sort())).toEqual(new Map([...names].sort()));
      },
    ),
  );
});

test("a mapping that is created later does not change the names of the others", () => {
  fc.assert(
    fc.property(history, fc.nat(), (all, cut) => {
      const earlier = all.slice(0, all.length === 0 ? 0 : cut % all.length);
      const later = uniqueNames(all);
      for (const [id, name] of uniqueNames(earlier)) {
        expect(later.get(id)).toBe(name);
      }
    }),
  );
});
