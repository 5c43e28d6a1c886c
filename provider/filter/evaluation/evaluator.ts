import type { Literal } from "../lexer";
import { bindsFirst, type Call, type Node } from "../syntax";
import { elementOf, fieldOf, hasField, mapOf } from "./access";
import { collect } from "./collect";
import { callFunction } from "./functions";
import { conditionOf, join, negated } from "./logic";
import { callMacro } from "./macros";
import { negate, operate } from "./operators";
import { CelUnknown, type Result } from "./result";
import { OutOfSteps, Steps } from "./steps";
import { isList, type MapValue, Uint, type Value } from "./value";

/** What a filter is asked about: a user's groups, and the user's claims where they are known. */
export interface User {
  readonly groups: readonly string[];
  readonly claims: MapValue | undefined;
}

/** Evaluates trees as CEL does, for one user: every error is a value, and so is what cannot be told. */
export class Evaluator {
  private readonly bound = new Map<string, Result>();
  private user: User = { groups: [], claims: undefined };
  private steps = new Steps(0);

  /** How many steps the last run took. */
  get taken(): number {
    return this.steps.taken;
  }

  /** What the tree comes to; open, where that takes too many steps, or it is too deep. Never throws. */
  run(tree: Node, user: User, maxSteps: number): Result {
    this.user = user;
    this.steps = new Steps(maxSteps);
    this.bound.clear();
    try {
      return this.evaluate(tree);
    } catch (error) {
      if (error instanceof OutOfSteps) {
        return new CelUnknown(tree, `takes more than ${maxSteps} steps`);
      }
      // The one other error that there can be: the stack's end.
      return new CelUnknown(tree, "is nested too deep to be evaluated here");
    }
  }

  private evaluate(node: Node): Result {
    this.steps.spend(1);
    switch (node.kind) {
      case "literal":
        return valueOf(node);
      case "variable":
        return this.variable(node.name, node);
      case "chain":
        return join(node.operator, node.operands, (operand) => [this.evaluate(operand), operand]);
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
          this.steps.spendOn(left, right);
          return operate(node, left, right);
        });
      case "negation":
        return this.strictly([node.operand], ([operand = null]) => negate(node, operand));
      case "list":
        return this.strictly(node.elements, (elements) => elements);
      case "map":
        return this.strictly(node.entries.flat(), (values) => {
          const entries = inPairs(values);
          this.steps.spend(entries.length ** 2);
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

  private variable(name: string, node: Node): Result {
    const bound = this.bound.get(name);
    if (bound !== undefined) {
      return bound;
    }
    if (name === "groups") {
      return this.user.groups;
    }
    return name === "claims"
      ? (this.user.claims ?? new CelUnknown(node, "asks for claims, which are not known here"))
      : new CelUnknown(node, `names ${name}, which is no variable of group mappings`);
  }

  /** What `combine` makes of the values; where one is an error, that is the result, and otherwise what is open. */
  private strictly(nodes: readonly Node[], combine: (values: readonly Value[]) => Result): Result {
    const values = collect(nodes, (node) => [this.evaluate(node)]);
    return isList(values) ? combine(values) : values;
  }

  private call(node: Call): Result {
    if (bindsFirst(node)) {
      return this.macro(node);
    }
    const { name, target, args } = node;
    const [argument] = args;
    if (name === "has" && target === undefined && argument?.kind === "select") {
      return this.strictly([argument.operand], ([operand = null]) => hasField(node, argument.field, operand));
    }
    return this.strictly(target === undefined ? args : [target, ...args], (values) => {
      this.steps.spendOn(...values);
      return target === undefined
        ? callFunction(node, undefined, values)
        : callFunction(node, values[0], values.slice(1));
    });
  }

  private macro(node: Call): Result {
    const { target, args } = node;
    const [variable, ...expressions] = args;
    if (target === undefined || variable?.kind !== "variable") {
      return new CelUnknown(node, `calls ${node.name}, which is not evaluated here`);
    }
    return this.strictly([target], ([range = null]) =>
      callMacro(node, range, expressions, (expression, element) =>
        this.evaluateWith(variable.name, element, expression),
      ),
    );
  }

  private evaluateWith(name: string, value: Value, expression: Node): Result {
    const before = this.bound.get(name);
    this.bound.set(name, value);
    const result = this.evaluate(expression);
    if (before === undefined) {
      this.bound.delete(name);
    } else {
      this.bound.set(name, before);
    }
    return result;
  }
}

function valueOf(literal: Literal): Value {
  return literal.type === "uint" ? new Uint(literal.value) : literal.value;
}

function inPairs(values: readonly Value[]): readonly (readonly [Value, Value])[] {
  return values.flatMap((value, index) => (index % 2 === 0 ? [[value, values[index + 1] ?? null]] : []));
}
