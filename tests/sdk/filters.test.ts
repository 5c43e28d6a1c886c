import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { keyOf, readFilter } from "../../provider/filter";
import { filters, GroupMapping } from "../../sdk";
import { isKnown, useMocks, valueOf } from "../support/mocks";

const { allOf, anyOf, everyone, group, not, raw } = filters;

describe("filters returns texts", () => {
  test.each<[string, string]>([
    [group("kafka"), '"kafka" in groups'],
    [group("R&D"), '"R&D" in groups'],
    [group("true"), '"true" in groups'],
    [group('"a" in groups'), '"\\"a\\" in groups" in groups'],
    [group("CORP\\admins"), '"CORP\\\\admins" in groups'],
    [group("one\ntwo\r\tthree\u0007"), '"one\\ntwo\\r\\tthree\\u0007" in groups'],
    [group("Ärzte 👩‍⚕️"), '"Ärzte 👩‍⚕️" in groups'],
    [anyOf("a"), '"a" in groups'],
    [anyOf("a", "b", "c"), '"a" in groups || "b" in groups || "c" in groups'],
    [allOf("a", "b"), '"a" in groups && "b" in groups'],
    [not("a"), '!("a" in groups)'],
    [not(not("a")), '!!("a" in groups)'],
    [not(everyone), "false"],
    [anyOf("a", not(not(everyone))), '"a" in groups || true'],
    [everyone, "true"],
    [anyOf("a", allOf("b", "c")), '"a" in groups || "b" in groups && "c" in groups'],
    [allOf("a", anyOf("b", "c")), '"a" in groups && ("b" in groups || "c" in groups)'],
    [anyOf("a", anyOf("b", "c")), '"a" in groups || "b" in groups || "c" in groups'],
    [allOf(anyOf("a", "b")), '"a" in groups || "b" in groups'],
    [allOf("a", not(anyOf("b", "c"))), '"a" in groups && !("b" in groups || "c" in groups)'],
    [raw('groups.exists(g, g.startsWith("kafka-"))'), 'groups.exists(g, g.startsWith("kafka-"))'],
    [not('groups.exists(g, g == "x")'), '!groups.exists(g, g == "x")'],
    [allOf("a", raw('"b" in groups || "c" in groups')), '"a" in groups && ("b" in groups || "c" in groups)'],
    [allOf("a", '  ("b" in groups)  '), '"a" in groups && "b" in groups'],
    [anyOf("a", '"b" in groups ? true : false'), '"a" in groups || ("b" in groups ? true : false)'],
    [not('"a" in groups // why'), '!("a" in groups // why\n)'],
    [raw("claims.exp > 1700000000"), "claims.exp > 1700000000"],
    [raw("kafka"), "kafka"],
    [anyOf(raw("kafka"), "b"), '"kafka" in groups || "b" in groups'],
    [raw('"kafka"'), '"kafka"'],
    [raw(' Foo{a: "b"} in groups'), ' Foo{a: "b"} in groups'],
    [anyOf(raw('username in ["foobar"]'), "b"), 'username in ["foobar"] || "b" in groups'],
    [allOf(not(raw(" claims.email_verified ")), "b"), '!claims.email_verified && "b" in groups'],
    [allOf("b", anyOf(raw(" claims.email_verified "))), '"b" in groups && claims.email_verified'],
  ])("%s", (text, expected) => {
    expect(text).toBe(expected);
  });

  test("for a list that the program computed", () => {
    const names = ["sre", "dba"].map((team) => `kafka-${team}`);
    const filter: string = anyOf(...names);
    expect(filter).toBe('"kafka-sre" in groups || "kafka-dba" in groups');
  });
});

const NONE: string[] = [];

/** As in a template literal. */
const textOf = (value: object): string => (value as { toString(): string }).toString();
const IN_TEMPLATE = `"env-${textOf(pulumi.output("a"))}" in groups`;

describe("filters rejects", () => {
  test.each<[string, () => unknown, RegExp]>([
    [
      "anyOf without filters",
      () => anyOf(...NONE),
      /filters\.anyOf needs at least one filter\. .*filters\.everyone/,
    ],
    ["allOf without filters", () => allOf(...NONE), /filters\.allOf needs at least one filter/],
    ["a group without a name", () => group(""), /filters\.group cannot use "": it is empty\./],
    ["half a character", () => group("\ud800"), /filters\.group cannot use .*lone surrogate/],
    ["an invalid expression", () => anyOf("a", '"b" in groups)'), /filters\.anyOf cannot use/],
    [
      "an expression with unbalanced parentheses",
      () => not('"a" in groups) || ("b" in groups'),
      /filters\.not cannot use/,
    ],
    [
      "an expression that is nested too deeply",
      () => not(`"${"x".repeat(10_000)}" in groups`),
      /longer than 10000/,
    ],
    [
      "a group name where CEL is required",
      () => raw("Kafka Admins"),
      /filters\.raw .*there is no operator between/,
    ],
    [
      "a string where a condition is required",
      () => anyOf('"kafka"', "b"),
      /filters\.anyOf cannot use "\\"kafka\\"": .* is a string\. Write "kafka" in groups\. \[CSSO-1404\]$/,
    ],
    ["a string in parentheses", () => not(raw('("kafka")')), /filters\.not .* is a string/],
    ["a number", () => allOf("a", "size(groups)"), /filters\.allOf .* is a number/],
    [
      "a branch that is not a condition",
      () => anyOf('"a" in groups ? "b" : "c"', "d"),
      /filters\.anyOf .* is a string/,
    ],
    ["an Output in the name of a group", () => group(IN_TEMPLATE), /an Output .*Write pulumi\.interpolate/],
    ["an Output in an expression", () => raw(IN_TEMPLATE), /filters\.raw .*Write pulumi\.interpolate/],
    ["an Output in one of several filters", () => anyOf("a", IN_TEMPLATE), /Write pulumi\.interpolate/],
    [
      "an Output in JSON",
      () => group(JSON.stringify({ a: pulumi.output("a") })),
      /Write pulumi\.interpolate/,
    ],
    [
      "a promise in a template literal",
      () => group(`a-${textOf(Promise.resolve("b"))}`),
      /Write pulumi\.interpolate/,
    ],
    [
      "a value that is not a string",
      () => anyOf(undefined as unknown as string),
      /filters\.anyOf needs a string, not undefined/,
    ],
    [
      "a list, immediately",
      () => anyOf(["a", "b"] as unknown as string),
      /filters\.anyOf needs a string, not a list\. Spread it: filters\.anyOf\(\.\.\.names\)\. \[CSSO-1404\]$/,
    ],
    [
      "a list where one filter is required",
      () => group(["a"] as unknown as string),
      /filters\.group needs a string, not a list\. Combine its items with filters\.anyOf/,
    ],
    ["nothing", () => group(null as unknown as string), /filters\.group needs a string, not null/],
  ])("%s", (_what, build, message) => {
    expect(build).toThrow(message);
  });

  test("an Output that resolves to an invalid value", async () => {
    await useMocks();
    const filter = anyOf(pulumi.output('"a" in groups &&'), "b");
    expect(String(await failureOfOutput(filter))).toMatch(
      /filters\.anyOf cannot use .*: there is nothing after/,
    );
  });
});

describe("an error about a secret shows the position of the argument, but no part of its value", () => {
  const [mine, half] = ["name-of-mine", "half-of-mine\ud800"];
  const secret = (text: unknown) => pulumi.secret(text as string);

  test.each<[string, () => unknown, string]>([
    ["group", () => group(secret(half)), "filters.group cannot use argument 1:"],
    ["anyOf", () => anyOf("a", secret(`"${mine}" in groups &&`)), "filters.anyOf cannot use argument 2:"],
    ["allOf", () => allOf(secret(`"${mine}`), "a"), "filters.allOf cannot use argument 1:"],
    ["not", () => not(secret(`"${mine}" in groups)`)), "filters.not cannot use argument 1:"],
    ["raw", () => raw(pulumi.interpolate`${secret(mine)} and b`), "filters.raw cannot use argument 1:"],
    ["not a string", () => anyOf("a", secret([mine])), "filters.anyOf needs a string, not a list."],
  ])("%s", async (_what, build, message) => {
    await useMocks();
    const error = await failureOfOutput(build());
    expect(String(error)).toContain(message);
    expect(String(error)).not.toMatch(/of-mine/);
  });

  test("a part that is not a secret is shown next to one that is", async () => {
    await useMocks();
    const filter = anyOf(secret(mine), pulumi.output('"a" in groups)'));
    expect(String(await failureOfOutput(filter))).toContain(
      String.raw`filters.anyOf cannot use "\"a\" in groups)":`,
    );
  });
});

/** Returns why an Output fails. Its parts fail too, and an unhandled rejection would end the process. */
async function failureOfOutput(output: unknown): Promise<unknown> {
  const { promise, allResources, isKnown: known, isSecret } = output as Promises;
  const [end, ...others] = await Promise.allSettled([promise(), allResources(), known, isSecret]);
  expect(others.map(({ status }) => status)).toEqual(others.map(() => "rejected"));
  return end.status === "rejected" ? end.reason : undefined;
}

/** The parts of an Output. */
interface Promises {
  readonly promise: () => Promise<unknown>;
  readonly allResources: () => Promise<unknown>;
  readonly isKnown: Promise<boolean>;
  readonly isSecret: Promise<boolean>;
}

describe("a computed part", () => {
  test("makes a computed filter, which a mapping accepts like any other", async () => {
    const registered = await useMocks();
    const team = pulumi.output("sre");
    const filter: pulumi.Output<string> = anyOf(
      "kafka",
      allOf(group(team), not(Promise.resolve("contractors"))),
    );
    const mapping = new GroupMapping("admins", { displayName: "Admins", filter });
    await valueOf(mapping.urn);
    expect(registered[0]?.inputs["filter"]).toBe(
      '"kafka" in groups || "sre" in groups && !("contractors" in groups)',
    );
  });

  test("of type Input makes a filter of type Input", async () => {
    await useMocks();
    const named = (name: pulumi.Input<string>): pulumi.Input<string> => group(name);
    expect(named("a")).toBe('"a" in groups');
    await expect(valueOf(pulumi.output(named(pulumi.output("a"))))).resolves.toBe('"a" in groups');
  });

  test("that is unknown makes the filter unknown, and a secret part makes it secret", async () => {
    await useMocks({ preview: "creation" });
    const later = new GroupMapping("other", { displayName: "Other", filter: "x" });
    await expect(isKnown(group(later.id))).resolves.toBe(false);
    await expect(pulumi.isSecret(anyOf("a", pulumi.secret("b")))).resolves.toBe(true);
  });
});

/** Any filter that can be built, and its expected tree. */
interface Built {
  readonly text: string;
  readonly key: string;
}

const anyName = fc.oneof(
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }),
  fc.string({ unit: "binary", minLength: 1, maxLength: 12 }),
  fc.constantFrom('a"b', "a\\", "\\\\n", "'", "x in groups", "true", "// x", "😀", "\n", "{{ .x }}"),
);

const TRUE = JSON.stringify(["bool", "true"]);
const FALSE = JSON.stringify(["bool", "false"]);
const OPPOSITES: ReadonlyMap<string, string> = new Map([
  [TRUE, FALSE],
  [FALSE, TRUE],
]);

const { filter: anyFilter } = fc.letrec<{ filter: Built }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    anyName.map((name) => ({ text: group(name), key: `(in ${JSON.stringify(["string", name])} groups)` })),
    fc.constant({ text: everyone, key: TRUE }),
    tie("filter").map(({ text, key }) => ({ text: not(text), key: OPPOSITES.get(key) ?? `(not ${key})` })),
    fc.array(tie("filter"), { minLength: 2, maxLength: 3 }).map((parts) => chained("||", anyOf, parts)),
    fc.array(tie("filter"), { minLength: 2, maxLength: 3 }).map((parts) => chained("&&", allOf, parts)),
  ),
}));

/** A chain inside a chain of the same operator is one chain. */
function chained(operator: string, build: (...texts: string[]) => string, parts: readonly Built[]): Built {
  const start = `(${operator} `;
  const keys = parts.map(({ key }) => (key.startsWith(start) ? key.slice(start.length, -1) : key));
  return { text: build(...parts.map(({ text }) => text)), key: `${start}${keys.join(" ")})` };
}

test("a built filter parses to the intended tree", () => {
  fc.assert(
    fc.property(anyFilter, ({ text, key }) => {
      const reading = readFilter(text);
      expect(reading.kind === "expression" ? keyOf(reading.tree) : reading).toBe(key);
    }),
    { numRuns: 1_000 },
  );
});

test("a built filter has no unnecessary parentheses", () => {
  fc.assert(
    fc.property(anyFilter, ({ text, key }) => {
      const pairs = bracketPairs(text);
      for (const [open, close] of pairs) {
        const without = `${text.slice(0, open)} ${text.slice(open + 1, close)} ${text.slice(close + 1)}`;
        const reading = readFilter(without);
        expect(reading.kind === "expression" ? keyOf(reading.tree) : reading.kind).not.toBe(key);
      }
    }),
    { numRuns: 300 },
  );
});

/** The positions of parentheses that are not in quotes. */
function bracketPairs(text: string): [open: number, close: number][] {
  const pairs: [number, number][] = [];
  const open: number[] = [];
  for (const { 0: token, index } of text.matchAll(/"(?:\\[^]|[^"\\])*"|[()]/g)) {
    if (token === "(") {
      open.push(index);
    } else if (token === ")") {
      pairs.push([open.pop() ?? 0, index]);
    }
  }
  return pairs;
}
