import { boundName, type Call, childrenOf, type Node } from "../syntax";
import { callFunction, callMacro } from "./functions";
import { elementOf, fieldOf, hasField, mapOf, negate, operate } from "./operators";
import { CelUnknown, collect, type Condition, conditionOf, join, not, type Result } from "./result";
import { isList, MapValue, Uint, type Value } from "./value";

/** A user, with the groups and claims that are known. */
interface User {
  readonly groups?: readonly string[];
  readonly claims?: MapValue | undefined;
}

/** Evaluates trees for one user, as CEL does. Errors and unknown results are values. */
export class Evaluator {
  private readonly variables = new Map<string, Value | undefined>();
  private maxSteps = 0;
  taken = 0;

  /** Returns the result, or CelUnknown after too many steps or too much nesting. Never throws. */
  run(tree: Node, { groups, claims }: User, maxSteps: number): Result {
    this.variables.clear();
    this.variables.set("groups", groups).set("claims", claims);
    this.maxSteps = maxSteps;
    this.taken = 0;
    try {
      return this.evaluate(tree);
    } catch {
      // The only other error is a stack overflow.
      const isOutOfSteps = this.taken > maxSteps;
      const why = isOutOfSteps
        ? `takes more than ${maxSteps} steps`
        : "is nested too deep to be evaluated here";
      return new CelUnknown(tree, why);
    }
  }

  /** Nested macros can take unbounded time, so steps are counted. */
  private spend(steps: number): void {
    this.taken += steps;
    if (this.taken > this.maxSteps) {
      throw new Error("out of steps");
    }
  }

  private evaluate(node: Node): Result {
    this.spend(1);
    switch (node.kind) {
      case "literal":
        return node.type === "uint" ? new Uint(node.value) : node.value;
      case "variable": {
        const { name } = node;
        const isKnown = name === "groups" || name === "claims";
        const why = isKnown ? "are not known here" : "is not a variable of group mappings";
        const value = this.variables.get(name);
        return value === undefined ? new CelUnknown(node, `uses ${name}, which ${why}`) : value;
      }
      case "chain":
        return join(node.operator, node.operands, (operand) => this.condition(operand));
      case "not":
        return not(this.condition(node.operand));
      case "conditional": {
        const condition = this.condition(node.condition);
        return typeof condition === "boolean"
          ? this.evaluate(condition ? node.then : node.otherwise)
          : condition;
      }
      case "binary":
        return this.strictly([node.left, node.right], ([left = null, right = null]) => {
          this.spend(costOf(left) + costOf(right));
          return operate(node, left, right);
        });
      case "negation":
        return this.strictly([node.operand], ([operand = null]) => negate(node, operand));
      case "list":
        return this.strictly(node.elements, (elements) => elements);
      case "map":
        return this.strictly(node.entries.flat(), (values) => {
          this.spend(node.entries.length ** 2);
          const at = (index: number) => values[index] ?? null;
          const entries = node.entries.map((_, index) => [at(2 * index), at(2 * index + 1)] as const);
          return mapOf(node, entries);
        });
      case "select":
        return this.strictly([node.operand], ([operand = null]) => fieldOf(node, operand));
      case "index":
        return this.strictly([node.operand, node.index], ([operand = null, index = null]) =>
          elementOf(node, operand, index),
        );
      case "call":
        return this.call(node);
    }
  }

  private condition(node: Node): Condition {
    return conditionOf(this.evaluate(node), node);
  }

  /** Combines the values, unless one is an error or unknown, which is the result then. */
  private strictly(nodes: readonly Node[], combine: (values: readonly Value[]) => Result): Result {
    const values = collect(nodes, (node) => [this.evaluate(node)]);
    return isList(values) ? combine(values) : values;
  }

  private call(node: Call): Result {
    const { name, target, args } = node;
    const variable = boundName(node);
    if (variable !== undefined && target !== undefined) {
      return this.strictly([target], ([range = null]) =>
        callMacro(node, range, (expression, element) => this.evaluateWith(variable, element, expression)),
      );
    }
    const [argument] = args;
    if (name === "has" && target === undefined && argument?.kind === "select") {
      return this.strictly([argument.operand], ([operand = null]) => hasField(node, argument.field, operand));
    }
    return this.strictly(childrenOf(node), (values) => {
      this.spend(values.reduce((sum: number, value) => sum + costOf(value), 0));
      return callFunction(node, values);
    });
  }

  private evaluateWith(variable: string, value: Value, expression: Node): Result {
    const before = this.variables.get(variable);
    this.variables.set(variable, value);
    const result = this.evaluate(expression);
    this.variables.set(variable, before);
    return result;
  }
}

function costOf(value: Value): number {
  if (typeof value === "string" || isList(value) || value instanceof Uint8Array) {
    return value.length >> 3;
  }
  return value instanceof MapValue ? value.entries.length : 0;
}
