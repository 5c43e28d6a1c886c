import * as fc from "fast-check";
import { patternOf } from "../../../provider/filter/evaluation";

test.each<[regex: string, matching: string[], others: string[]]>([
  ["kafka", ["kafka", "my kafka", "kafkas"], ["Kafka", "kaf ka", ""]],
  ["", ["", "a"], []],
  ["^kafka", ["kafka", "kafka-admins"], ["my kafka"]],
  ["kafka$", ["kafka", "my kafka"], ["kafkas"]],
  ["^kafka$", ["kafka"], ["kafkas", "my kafka"]],
  ["^kafka-.*", ["kafka-", "kafka-admins"], ["kafka"]],
  [
    "^kafka-.*-admins$",
    ["kafka--admins", "kafka-eu-admins", "kafka-a-admins-admins"],
    ["kafka-admins", "kafka-eu-admins2"],
  ],
  ["a.*a$", ["aa", "ba-a"], ["a", "ab"]],
  ["^.*$", ["", "x"], []],
  [String.raw`a\.b\\\-`, [String.raw`a.b\-`], ["axb"]],
])("%j is found in %j, and not in %j", (regex, matching, others) => {
  const matches = patternOf(regex);
  expect(matching.map((text) => matches?.(text))).toEqual(matching.map(() => true));
  expect(others.map((text) => matches?.(text))).toEqual(others.map(() => false));
});

test.each([
  "a+",
  "a?",
  "a.b",
  "[ab]",
  "a|b",
  "(a)",
  "a{2}",
  String.raw`\d`,
  String.raw`\bkafka`,
  "a^b",
  "a$b",
  ".*?",
  "a**",
  "\\",
  "(?i)kafka",
])("%j is not evaluated", (regex) => {
  expect(patternOf(regex)).toBeUndefined();
});

test("whether a dot matches a line break is unknown", () => {
  expect(patternOf("^a.*b$")?.("a\nb")).toBeUndefined();
  expect(patternOf("a")?.("\na")).toBe(true);
});

test("a supported pattern matches the same texts as in JavaScript", () => {
  const piece = fc.constantFrom("a", "b", "ab", ".*", String.raw`\.`, "-");
  const regex = fc
    .tuple(fc.constantFrom("", "^"), fc.array(piece, { maxLength: 6 }), fc.constantFrom("", "$"))
    .map(([start, pieces, end]) => start + pieces.join("") + end);
  const text = fc.string({ unit: fc.constantFrom("a", "b", ".", "-"), maxLength: 12 });
  fc.assert(
    fc.property(regex, text, (source, tested) => {
      expect(patternOf(source)?.(tested)).toBe(new RegExp(source, "u").test(tested));
    }),
    { numRuns: 2_000 },
  );
});
