import * as fc from "fast-check";
import { keyOf, type Node } from "../../../provider/filter/index";
import { MAX_ATOMS, truthOf } from "../../../provider/filter/logic";
import { partOf, treeOf } from "../treeOf";

/** The outcome of a condition, or undefined for an error. */
type Outcome = boolean | undefined;

/** Evaluates a condition by the truth tables of CEL. */
function evaluate(node: Node, outcomeOf: (atom: string) => Outcome, dropped: ReadonlySet<Node>): Outcome {
  const of = (operand: Node) => evaluate(operand, outcomeOf, dropped);
  switch (node.kind) {
    case "chain": {
      const outcomes = node.operands.filter((operand) => !dropped.has(operand)).map(of);
      const deciding = node.operator === "||";
      return outcomes.includes(deciding) ? deciding : outcomes.includes(undefined) ? undefined : !deciding;
    }
    case "not": {
      const outcome = of(node.operand);
      return outcome === undefined ? undefined : !outcome;
    }
    case "conditional": {
      const outcome = of(node.condition);
      return outcome === undefined ? undefined : of(outcome ? node.then : node.otherwise);
    }
    case "literal":
      return node.value === true;
    case "binary": {
      if (node.operator !== "==" && node.operator !== "!=") {
        return outcomeOf(keyOf(node));
      }
      const [left, right] = [of(node.left), of(node.right)];
      return left === undefined || right === undefined
        ? undefined
        : (left === right) === (node.operator === "==");
    }
    case "variable":
    case "select":
    case "index":
    case "call":
    case "list":
    case "map":
    case "negation":
      return outcomeOf(keyOf(node));
  }
}

const ATOMS = ['"a" in groups', '"b" in groups', "claims.x", "claims.y"];

/** Every assignment: a user is in a group or not, and a claim is true, false, or missing. */
const ASSIGNMENTS = [true, false].flatMap((a) =>
  [true, false].flatMap((b) =>
    [true, false, undefined].flatMap((x) => [true, false, undefined].map((y) => [a, b, x, y] as const)),
  ),
);

/** Returns whether a condition matches, for each assignment. */
function matches(tree: Node, keys: readonly string[], dropped: ReadonlySet<Node> = new Set()): boolean[] {
  return ASSIGNMENTS.map((values) => evaluate(tree, (key) => values[keys.indexOf(key)], dropped) === true);
}

const conditions = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4, depthIdentifier: "condition" },
    { weight: 4, arbitrary: fc.constantFrom(...ATOMS) },
    { weight: 1, arbitrary: fc.constantFrom("true", "false") },
    { weight: 3, arbitrary: joined(tie("condition"), " && ") },
    { weight: 3, arbitrary: joined(tie("condition"), " || ") },
    { weight: 2, arbitrary: tie("condition").map((operand) => `!(${operand})`) },
    // A negation or a chain is always a condition, but a claim alone may not be.
    {
      weight: 1,
      arbitrary: fc
        .tuple(tie("condition"), fc.constantFrom("==", "!="), tie("condition"))
        .map(([left, operator, right]) => `(!(${left}) ${operator} (${right} || false))`),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(tie("condition"), tie("condition"), tie("condition"))
        .map(([condition, then, otherwise]) => `((${condition}) ? (${then}) : (${otherwise}))`),
    },
  ),
})).condition;

function joined(operand: fc.Arbitrary<string>, operator: string): fc.Arbitrary<string> {
  return fc.array(operand, { minLength: 2, maxLength: 3 }).map((operands) => `(${operands.join(operator)})`);
}

test("truthOf agrees with an evaluation for every possible user", () => {
  let results = 0;
  const keys = ATOMS.map((atom) => keyOf(partOf(atom)));
  fc.assert(
    fc.property(conditions, (condition) => {
      const tree = treeOf(`${condition} || false && "z" in groups`);
      const { always, redundant } = truthOf(tree);
      const matching = matches(tree, keys);
      expect(always).toBe(
        matching.every(Boolean) ? "everyone" : matching.some(Boolean) ? undefined : "nobody",
      );
      expect(matches(tree, keys, new Set(redundant))).toEqual(matching);
      results += redundant.length + (always === undefined ? 0 : 1);
    }),
    { seed: 4, numRuns: 1_000 },
  );
  expect(results).toBeGreaterThan(1_000);
});

describe("always", () => {
  test.each([
    ['"a" in groups || "a" in groups || !("a" in groups)', "everyone"],
    ['"a" in groups && "a" in groups && !("a" in groups)', "nobody"],
  ])("is detected in %s: %s. No operand is then reported as redundant", (text, always) => {
    expect(truthOf(treeOf(text))).toEqual({ always, redundant: [] });
  });

  test.each([
    ['("c" in groups ? "a" in groups : "b" in groups) == ("c" in groups ? "a" in groups : "b" in groups)'],
    ['("c" in groups ? true : false) == ("c" in groups)'],
  ])("treats a conditional expression with conditions as a condition: %s", (text) => {
    expect(truthOf(treeOf(text)).always).toBe("everyone");
  });

  test.each([
    ["x"],
    ["claims.x"],
    ['claims["x"]'],
    ["lower(claims.x)"],
    ["[groups]"],
    ['{"a": claims.x}'],
    ["-claims.x"],
    ['("c" in groups ? claims.x : true)'],
    ['("c" in groups ? true : claims.x)'],
  ])("is undefined because %s may be neither true nor false", (value) => {
    const text = `${value} != true && ${value} != false && "a" in groups`;
    expect(truthOf(treeOf(text))).toEqual({ always: undefined, redundant: [] });
  });

  test.each(["<", ">", "<=", ">="])("is not derived from a comparison with %s", (relation) => {
    const text = `("a" in groups) ${relation} !("a" in groups)`;
    expect(truthOf(treeOf(text))).toEqual({ always: undefined, redundant: [] });
  });

  test("is undefined if a string is compared with conditions", () => {
    const text = '"a" == ("x" in groups) || "a" == !("x" in groups)';
    expect(truthOf(treeOf(text))).toEqual({ always: undefined, redundant: [] });
  });
});

describe("a redundant operand", () => {
  const droppedFrom = (text: string) =>
    truthOf(treeOf(text)).redundant.map(({ start, end }) => text.slice(start, end));

  test.each([
    ['"a" in groups || "a" in groups', ['"a" in groups']],
    ['"a" in groups || "a" in groups && "b" in groups', ['"a" in groups && "b" in groups']],
    ['"a" in groups || "b" in groups', []],
    ['"a" in groups && claims.x == "y" || "a" in groups', ['"a" in groups && claims.x == "y"']],
    ['"a" in groups || "a" in groups || "a" in groups', ['"a" in groups', '"a" in groups']],
    ['!("a" in groups || "a" in groups)', ['"a" in groups']],
    [
      '"a" in groups && ("c" in groups || !("c" in groups)) || "b" in groups',
      ['"c" in groups || !("c" in groups)'],
    ],
    // A missing claim makes the whole an error if the group is missing, too: the same users match.
    ['claims.x == "y" || "a" in groups && claims.x == "y"', ['"a" in groups && claims.x == "y"']],
    // Not the same: if the claim is missing, the first operand excludes everyone.
    ['(claims.x == "y" || claims.x != "y") && "a" in groups', []],
  ])("is found in %s: %j", (text, expected) => {
    expect(droppedFrom(text)).toEqual(expected);
  });

  test("is the later of two equal operands, in the order of the text", () => {
    const { redundant } = truthOf(treeOf('"a" in groups || "a" in groups || "a" in groups'));
    expect(redundant.map(({ start }) => start)).toEqual([17, 34]);
  });
});

describe("the work of truthOf is bounded", () => {
  const atoms = (count: number) => Array.from({ length: count }, (_, index) => `claims.x${index}`);

  test(`with more than ${MAX_ATOMS} atoms, only a result that does not depend on them is found`, () => {
    const member = '"a" in groups';
    const tautology = (count: number) => `${member} || !(${member}) || ${atoms(count).join(" || ")}`;
    expect(truthOf(treeOf(tautology(MAX_ATOMS - 1))).always).toBe("everyone");
    expect(truthOf(treeOf(tautology(MAX_ATOMS))).always).toBe("undetermined");
    expect(truthOf(treeOf(`${member} || ${atoms(100).join(" || ")}`)).always).toBeUndefined();
    expect(truthOf(treeOf(`true || ${member} || ${atoms(100).join(" || ")}`)).always).toBe("everyone");
    expect(truthOf(treeOf(`${member} && ${atoms(100).join(" && ")} && false`)).always).toBe("nobody");
  });

  /** Returns a pigeonhole condition: one more pigeon than holes, and no two in the same hole. It is never true, and hard to refute. */
  function pigeons(holes: number): string {
    const at = (pigeon: number, hole: number) => `"${pigeon}.${hole}" in groups`;
    const numbers = Array.from({ length: holes + 1 }, (_, index) => index);
    const all = numbers.map(
      (pigeon) =>
        `(${numbers
          .slice(1)
          .map((hole) => at(pigeon, hole))
          .join(" || ")})`,
    );
    const pairs = numbers.flatMap((one) => numbers.slice(one + 1).map((other) => [one, other] as const));
    const none = pairs.flatMap(([one, other]) =>
      numbers.slice(1).map((hole) => `!(${at(one, hole)} && ${at(other, hole)})`),
    );
    return [...all, ...none].join(" && ");
  }

  test("a condition that would take too long is undetermined", () => {
    expect(truthOf(treeOf(pigeons(3))).always).toBe("nobody");
    expect(truthOf(treeOf(pigeons(6)))).toEqual({ always: "undetermined", redundant: [] });
  });
});
