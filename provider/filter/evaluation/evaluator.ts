import { bindsFirst, type Call, type Index, type Literal, type Node, type Select } from "../tree";
import { callFunction } from "./functions";
import { conditionOf, Junction, negated } from "./logic";
import { negate, operate } from "./operators";
import { Failure, isValue, Open, type Result } from "./result";
import { isList, MapValue, numberIn, Uint, type Value } from "./value";

/** What a filter is asked about: a user's groups, and the user's claims where they are known. */
export interface User {
  readonly groups: readonly string[];
  readonly claims: MapValue | undefined;
}

/**
 * Evaluates trees as CEL does, for one user: every error is a value, and so is what cannot be told.
 *
 * Macros within macros take a time that grows without bound, so there is one.
 */
export class Evaluator {
  private readonly bound = new Map<string, Result>();
  private user: User = { groups: [], claims: undefined };
  private mostSteps = 0;
  private steps = 0;

  /** How many steps the last run took. */
  get taken(): number {
    return this.steps;
  }

  /** What the tree comes to; open, where that takes too many steps, or it is too deep. Never throws. */
  run(tree: Node, user: User, mostSteps: number): Result {
    this.user = user;
    this.mostSteps = mostSteps;
    this.steps = 0;
    this.bound.clear();
    try {
      return this.evaluate(tree);
    } catch (error) {
      if (error instanceof OutOfSteps) {
        return new Open(tree, `takes more than ${this.mostSteps} steps`);
      }
      // The one other error that there can be: the stack's end.
      return new Open(tree, "is nested too deep to be evaluated here");
    }
  }

  private evaluate(node: Node): Result {
    this.spend(1);
    switch (node.kind) {
      case "literal":
        return valueOf(node);
      case "variable":
        return this.variable(node.name, node);
      case "chain":
        return this.junction(node.operator, node.operands, (operand) => [this.evaluate(operand), operand]);
      case "not":
        return negated(this.evaluate(node.operand), node.operand);
      case "conditional": {
        const condition = conditionOf(this.evaluate(node.condition), node.condition);
        return typeof condition === "boolean"
          ? this.evaluate(condition ? node.then : node.otherwise)
          : condition;
      }
      case "binary":
        return this.strictly([node.left, node.right], ([left = null, right = null]) => {
          this.spend(sizeOf(left) + sizeOf(right));
          return operate(node, left, right);
        });
      case "negation":
        return this.strictly([node.operand], ([operand = null]) => negate(node, operand));
      case "list":
        return this.strictly(node.elements, (elements) => elements);
      case "map":
        return this.map(node, node.entries.flat());
      case "select":
        return this.select(node);
      case "index":
        return this.index(node);
      case "call":
        return this.call(node);
    }
  }

  private variable(name: string, node: Node): Result {
    const bound = this.bound.get(name);
    if (bound !== undefined) {
      return bound;
    }
    if (name === "groups") {
      return this.user.groups;
    }
    return name === "claims"
      ? (this.user.claims ?? new Open(node, "asks for claims, which are not known here"))
      : new Open(node, `names ${name}, which is no variable of group mappings`);
  }

  private junction<Item>(
    operator: "&&" | "||",
    items: readonly Item[],
    evaluate: (item: Item) => readonly [Result, Node],
  ): Result {
    const junction = new Junction(operator);
    const isDecided = items.some((item) => junction.add(...evaluate(item)));
    return junction.result(isDecided);
  }

  /** What `combine` makes of the values; where one is an error, that is the result, and otherwise what is open. */
  private strictly(nodes: readonly Node[], combine: (values: readonly Value[]) => Result): Result {
    const values: Value[] = [];
    let open: Open | undefined;
    for (const node of nodes) {
      const result = this.evaluate(node);
      if (result instanceof Failure) {
        return result;
      }
      if (isValue(result)) {
        values.push(result);
      } else {
        // It may be a condition; what is made of it is something else.
        open ??= new Open(result.node, result.why);
      }
    }
    return open ?? combine(values);
  }

  private map(node: Node, keysAndValues: readonly Node[]): Result {
    return this.strictly(keysAndValues, (values) => {
      const entries = values.flatMap((value, index) =>
        index % 2 === 0 ? [[value, values[index + 1] ?? null] as const] : [],
      );
      const map = new MapValue(entries);
      this.spend(entries.length ** 2);
      return entries.some(([key, value]) => !isKey(key) || map.get(key) !== value)
        ? new Failure(node, "holds a map with a key that is twice there, or can be none")
        : map;
    });
  }

  private select(node: Select): Result {
    return this.strictly([node.operand], ([operand = null]) => {
      if (node.optional) {
        return new Open(node, "asks for a value that may be missing, which is not evaluated here");
      }
      if (!(operand instanceof MapValue)) {
        return new Failure(node, `asks for ${node.field} of what is no map`);
      }
      const found = operand.get(node.field);
      return found === undefined ? new Failure(node, `asks for ${node.field}, which is not there`) : found;
    });
  }

  private index(node: Index): Result {
    return this.strictly([node.operand, node.index], ([operand = null, index = null]) => {
      if (node.optional) {
        return new Open(node, "asks for a value that may be missing, which is not evaluated here");
      }
      const number = numberIn(index);
      const found =
        operand instanceof MapValue
          ? operand.get(index)
          : isList(operand) && number !== undefined
            ? operand[Number(number)]
            : undefined;
      return found === undefined ? new Failure(node, "asks for an element that is not there") : found;
    });
  }

  private call(node: Call): Result {
    if (bindsFirst(node)) {
      return this.macro(node);
    }
    const [argument] = node.args;
    if (node.name === "has" && node.target === undefined && argument?.kind === "select") {
      return this.strictly([argument.operand], ([operand = null]) =>
        operand instanceof MapValue
          ? operand.get(argument.field) !== undefined
          : new Failure(node, `asks for ${argument.field} of what is no map`),
      );
    }
    const { target, args } = node;
    return this.strictly(target === undefined ? args : [target, ...args], (values) => {
      this.spend(values.reduce((sum: number, value) => sum + sizeOf(value), 0));
      return target === undefined
        ? callFunction(node, undefined, values)
        : callFunction(node, values[0], values.slice(1));
    });
  }

  /** `groups.exists(g, …)` and its kind. */
  private macro(node: Call): Result {
    const { target, args } = node;
    const [variable, ...rest] = args;
    if (target === undefined || variable?.kind !== "variable") {
      return new Open(node, `calls ${node.name}, which is not evaluated here`);
    }
    return this.strictly([target], ([range = null]) => {
      const elements =
        range instanceof MapValue ? range.entries.map(([key]) => key) : isList(range) ? range : undefined;
      if (elements === undefined) {
        return new Failure(node, `calls ${node.name} on what is no list`);
      }
      const before = this.bound.get(variable.name);
      const evaluate = (expression: Node, element: Value): Result => {
        this.bound.set(variable.name, element);
        const result = this.evaluate(expression);
        if (before === undefined) {
          this.bound.delete(variable.name);
        } else {
          this.bound.set(variable.name, before);
        }
        return result;
      };
      return this.fold(node, elements, rest, evaluate);
    });
  }

  private fold(
    node: Call,
    elements: readonly Value[],
    [first = node, second]: readonly Node[],
    evaluate: (expression: Node, element: Value) => Result,
  ): Result {
    switch (node.name) {
      case "exists":
        return this.junction("||", elements, (element) => [evaluate(first, element), first]);
      case "all":
        return this.junction("&&", elements, (element) => [evaluate(first, element), first]);
      case "map":
        return second === undefined
          ? collect(elements, (element) => [evaluate(first, element)])
          : collect(elements, (element) => {
              const condition = conditionOf(evaluate(first, element), first);
              return condition === true
                ? [evaluate(second, element)]
                : condition === false
                  ? []
                  : [condition];
            });
      default: {
        const found = collect(elements, (element) => {
          const condition = conditionOf(evaluate(first, element), first);
          return condition === true ? [element] : condition === false ? [] : [condition];
        });
        return node.name === "filter" || !isList(found) ? found : found.length === 1;
      }
    }
  }

  private spend(steps: number): void {
    this.steps += steps;
    if (this.steps > this.mostSteps) {
      throw new OutOfSteps();
    }
  }
}

class OutOfSteps extends Error {}

/** A list of what each element gives; the first error, where there is one, and otherwise what is open. */
function collect(elements: readonly Value[], results: (element: Value) => readonly Result[]): Result {
  const values: Value[] = [];
  let open: Open | undefined;
  for (const element of elements) {
    for (const result of results(element)) {
      if (result instanceof Failure) {
        return result;
      }
      if (isValue(result)) {
        values.push(result);
      } else {
        open ??= new Open(result.node, result.why);
      }
    }
  }
  return open ?? values;
}

function valueOf(literal: Literal): Value {
  return literal.type === "uint" ? new Uint(literal.value) : literal.value;
}

function isKey(value: Value): boolean {
  return ["string", "bigint", "boolean"].includes(typeof value) || value instanceof Uint;
}

/** Roughly what it costs to look at a value. */
function sizeOf(value: Value): number {
  return typeof value === "string" || isList(value) || value instanceof Uint8Array
    ? value.length >> 3
    : value instanceof MapValue
      ? value.entries.length
      : 0;
}
