import { tests as conformance } from "@bufbuild/cel-spec/testdata/conformance.js";
import type { SerializedIncrementalTestSuite } from "@bufbuild/cel-spec/testdata/tests.js";
import { type Node, readFilter } from "../../../provider/filter";
import {
  areEqual,
  Evaluator,
  CelError,
  MapValue,
  CelUnknown,
  type Result,
  Uint,
  type Value,
} from "../../../provider/filter/evaluation";

/** A test of google/cel-spec (tests/simple), as JSON. */
interface Case {
  readonly name: string;
  readonly expr: string;
  readonly value?: ExpectedValue;
  readonly evalError?: unknown;
  readonly bindings?: unknown;
}

interface ExpectedValue {
  readonly nullValue?: null;
  readonly boolValue?: boolean;
  readonly stringValue?: string;
  readonly int64Value?: string;
  readonly uint64Value?: string;
  readonly doubleValue?: number | string;
  readonly bytesValue?: string;
  readonly listValue?: { readonly values?: readonly ExpectedValue[] };
  readonly mapValue?: { readonly entries?: readonly { key: ExpectedValue; value: ExpectedValue }[] };
}

/**
 * The files of the suite about the language itself, with the number of their cases in our subset. The other files are about
 * extensions and Protocol Buffers.
 */
const FILES: readonly (readonly [file: string, cases: number])[] = [
  ["basic", 37],
  ["comparisons", 314],
  ["fields", 48],
  ["fp_math", 30],
  ["integer_math", 64],
  ["lists", 39],
  ["logic", 30],
  ["macros", 44],
  ["parse", 175],
  ["plumbing", 4],
  ["string", 46],
];

/** The reasons with which this evaluator declines to evaluate. A case with such a result is not in our subset. */
const OUTSIDE =
  /^(?:calls \w+, which is not evaluated here|uses \w+, which is not a variable|uses claims|uses an optional value|contains a regular expression of a kind)/;

function casesIn(suite: SerializedIncrementalTestSuite): readonly Case[] {
  return [
    ...(suite.tests ?? []).map(({ original }) => original as unknown as Case),
    ...(suite.suites ?? []).flatMap(casesIn),
  ];
}

/** Returns the tree of an expression, or undefined if the parser does not support it. */
function treeOf(expression: string): Node | undefined {
  // Inside a text that is clearly an expression.
  const reading = readFilter(`(${expression}\n) == claims.x || "x" in groups`);
  if (reading.kind !== "expression" || reading.tree.kind !== "chain") {
    return undefined;
  }
  const [comparison] = reading.tree.operands;
  return comparison?.kind === "binary" ? comparison.left : undefined;
}

/** Returns the expected value, or undefined for an error. */
function expected({ value = { boolValue: true }, evalError }: Case): Value | undefined {
  return evalError === undefined ? valueOf(value) : undefined;
}

function valueOf(value: ExpectedValue): Value {
  if (value.listValue !== undefined) {
    return (value.listValue.values ?? []).map(valueOf);
  }
  if (value.mapValue !== undefined) {
    return new MapValue(
      (value.mapValue.entries ?? []).map(({ key, value: held }) => [valueOf(key), valueOf(held)]),
    );
  }
  const { int64Value, uint64Value, doubleValue, bytesValue, nullValue, boolValue, stringValue } = value;
  return int64Value !== undefined
    ? BigInt(int64Value)
    : uint64Value !== undefined
      ? new Uint(BigInt(uint64Value))
      : doubleValue !== undefined
        ? Number(doubleValue)
        : bytesValue !== undefined
          ? Uint8Array.from(Buffer.from(bytesValue, "base64"))
          : (boolValue ?? stringValue ?? nullValue ?? null);
}

function isSame(result: Result, wanted: Value | undefined): boolean {
  if (result instanceof CelError || result instanceof CelUnknown) {
    return result instanceof CelError && wanted === undefined;
  }
  return (
    wanted !== undefined &&
    kindOf(result) === kindOf(wanted) &&
    (areEqual(result, wanted) || (Number.isNaN(result) && Number.isNaN(wanted)))
  );
}

/** Equal numbers of two types are not the same value. */
function kindOf(value: Value): string {
  return typeof value === "object" && value !== null ? value.constructor.name : typeof value;
}

const nobody = { groups: [], claims: undefined };

describe("the cases of google/cel-spec that are in the subset have the expected value", () => {
  test.each(FILES)("%s: %d", (file, cases) => {
    const suite = (conformance.suites ?? []).find(({ name }) => name === file);
    const all = suite === undefined ? [] : casesIn(suite).filter(({ bindings }) => bindings === undefined);
    const evaluator = new Evaluator();
    const inSubset = all.flatMap((one) => {
      const tree = treeOf(one.expr);
      const result = tree === undefined ? undefined : evaluator.run(tree, nobody, 1_000_000);
      const isOutside = result === undefined || (result instanceof CelUnknown && OUTSIDE.test(result.why));
      return isOutside ? [] : [{ ...one, result }];
    });
    expect(inSubset).toHaveLength(cases);
    expect(
      inSubset.flatMap(({ expr, result, ...one }) =>
        isSame(result, expected({ expr, ...one }))
          ? []
          : [{ expr, result, wanted: expected({ expr, ...one }) }],
      ),
    ).toEqual([]);
  });
});
