import type { ASTNode } from "@marcbachmann/cel-js";
import type { Pairs } from "./pairBrackets";
import { decodeNumber, decodeString } from "./literals";
import type { Problem } from "./problem";
import type { Token } from "./tokens";
import type { Binary, BinaryOperator, Chain, Literal, Node } from "./tree";

/**
 * Our tree for the library's, or what it accepts though CEL does not.
 *
 * @param ast of the masked text: what a literal or a name is, its token says
 */
export function nodeOf(
  ast: ASTNode,
  tokens: readonly Token[],
  pairs: Pairs,
): { readonly node: Node } | { readonly problem: Problem } {
  const translation = new Translation(tokens, pairs);
  const { node } = translation.translate(ast);
  return translation.problem === undefined ? { node } : { problem: translation.problem };
}

/** A node, and the indices of its first and its last token; without the round brackets around it. */
interface Placed {
  readonly node: Node;
  readonly first: number;
  readonly last: number;
}

class Translation {
  problem: Problem | undefined;
  private readonly indices: ReadonlyMap<number, number>;
  /** The parts of a relation, which may have to be put together otherwise. */
  private readonly parts = new Map<Node, readonly [left: Placed, right: Placed]>();

  constructor(
    private readonly tokens: readonly Token[],
    private readonly pairs: Pairs,
  ) {
    // The mask of some tokens begins one further.
    this.indices = new Map(
      tokens.flatMap(({ start }, index) => [
        [start + 1, index],
        [start, index],
      ]),
    );
  }

  translate(ast: ASTNode): Placed {
    switch (ast.op) {
      case "value":
        return this.leaf(ast.start, (token) => literalOf(token));
      case "id":
        return this.leaf(ast.start, ({ text, start, end }) => ({ kind: "variable", name: text, start, end }));
      case ".":
      case ".?": {
        const operand = this.translate(ast.args[0]);
        const optional = ast.op === ".?";
        const last = this.outer(operand).last + (optional ? 3 : 2);
        const field = nameIn(this.tokens[last]);
        return this.place({ kind: "select", operand: operand.node, field, optional }, operand, last);
      }
      case "[]":
      case "[?]": {
        const [operand, index] = ast.args.map((arg) => this.translate(arg)) as [Placed, Placed];
        const last = this.closing(this.outer(operand).last + 1);
        const optional = ast.op === "[?]";
        return this.place(
          { kind: "index", operand: operand.node, index: index.node, optional },
          operand,
          last,
        );
      }
      case "call": {
        const name = this.indexAt(ast.start);
        return this.call(name, undefined, ast.args[1]);
      }
      case "rcall": {
        const target = this.translate(ast.args[1]);
        return this.call(this.outer(target).last + 2, target, ast.args[2]);
      }
      case "list": {
        const first = this.indexAt(ast.start);
        const elements = ast.args.map((element) => this.translate(element).node);
        return this.place({ kind: "list", elements }, first, this.closing(first));
      }
      case "map": {
        const first = this.indexAt(ast.start);
        const entries = ast.args.map(
          ([key, value]) => [this.translate(key).node, this.translate(value).node] as const,
        );
        return this.place({ kind: "map", entries }, first, this.closing(first));
      }
      case "!_":
      case "-_":
        return this.prefixed(ast.op, this.indexAt(ast.start), ast.args);
      case "?:": {
        const [condition, then, otherwise] = ast.args.map((arg) => this.translate(arg)) as [
          Placed,
          Placed,
          Placed,
        ];
        if (then.node.kind === "conditional" && !this.isBracketed(then)) {
          this.note(then, "between ? and : another ?: needs brackets around it");
        }
        return this.place(
          { kind: "conditional", condition: condition.node, then: then.node, otherwise: otherwise.node },
          condition,
          otherwise,
        );
      }
      case "&&":
      case "||":
        return this.chain(ast.op, this.translate(ast.args[0]), this.translate(ast.args[1]));
      case "==":
      case "!=":
      case "<":
      case "<=":
      case ">":
      case ">=":
      case "in":
      case "+":
      case "-":
      case "*":
      case "/":
      case "%":
        return this.binary(ast.op, this.translate(ast.args[0]), this.translate(ast.args[1]));
    }
  }

  private leaf(start: number, make: (token: Token) => Node): Placed {
    const first = this.indexAt(start);
    return { node: make(this.token(first)), first, last: first };
  }

  private call(name: number, target: Placed | undefined, args: readonly ASTNode[]): Placed {
    const { start: nameStart } = this.token(name);
    return this.place(
      {
        kind: "call",
        name: nameIn(this.tokens[name]),
        nameStart,
        target: target?.node,
        args: args.map((arg) => this.translate(arg).node),
      },
      target ?? name,
      this.closing(name + 1),
    );
  }

  private prefixed(operator: "!_" | "-_", first: number, ast: ASTNode): Placed {
    const operand = this.translate(ast);
    const { node } = operand;
    if (operator === "-_" && ast.op === "value" && isNumber(node) && !this.isBracketed(operand)) {
      return this.place({ ...node, ...negated(node) }, first, operand);
    }
    const kind = operator === "!_" ? "not" : "negation";
    const mixed = kind === "not" ? "negation" : "not";
    if (node.kind === mixed && !this.isBracketed(operand)) {
      this.note(operand, "! and - do not stand right before each other: brackets are needed between them");
    }
    return this.place({ kind, operand: node }, first, operand);
  }

  private chain(operator: "&&" | "||", left: Placed, right: Placed): Placed {
    const operands = [left.node, right.node].flatMap((node) =>
      isChainOf(operator, node) ? node.operands : [node],
    );
    return this.place({ kind: "chain", operator, operands }, left, right);
  }

  /**
   * To the library `==` and `!=` bind less than `<` and `in`; CEL has them all on one level: `true == "a" in groups` is
   * `(true == "a") in groups`.
   */
  private binary(operator: BinaryOperator, left: Placed, right: Placed): Placed {
    const parts = this.parts.get(right.node);
    if (RELATIONS.has(operator) && parts !== undefined && !this.isBracketed(right)) {
      return this.binary((right.node as Binary).operator, this.binary(operator, left, parts[0]), parts[1]);
    }
    const placed = this.place({ kind: "binary", operator, left: left.node, right: right.node }, left, right);
    if (RELATIONS.has(operator)) {
      this.parts.set(placed.node, [left, right]);
    }
    return placed;
  }

  /** @param from the first token, or the node that begins there, brackets around it included; `to` likewise */
  private place(node: Unplaced<Node>, from: number | Placed, to: number | Placed): Placed {
    const first = typeof from === "number" ? from : this.outer(from).first;
    const last = typeof to === "number" ? to : this.outer(to).last;
    const { start } = this.token(first);
    const { end } = this.token(last);
    return { node: { ...node, start, end }, first, last };
  }

  /** The indices with the round brackets around the node, which are not those of a call. */
  private outer({ first, last }: Placed): { first: number; last: number } {
    let [from, to] = [first, last];
    while (
      this.pairs.get(from - 1) === to + 1 &&
      this.tokens[from - 1]?.text === "(" &&
      !this.isCalled(from - 1)
    ) {
      from -= 1;
      to += 1;
    }
    return { first: from, last: to };
  }

  private isBracketed(placed: Placed): boolean {
    return this.outer(placed).first !== placed.first;
  }

  private isCalled(bracket: number): boolean {
    const before = this.tokens[bracket - 1];
    return before !== undefined && before.kind.endsWith("name") && before.text !== "in";
  }

  private closing(opening: number): number {
    return this.pairs.get(opening) ?? opening;
  }

  private indexAt(start: number): number {
    return this.indices.get(start) ?? 0;
  }

  private token(index: number): Token {
    return this.tokens[index] ?? { kind: "stray", start: 0, end: 0, text: "" };
  }

  private note({ node: { start, end } }: Placed, message: string): void {
    this.problem ??= { rule: "syntax", message, suggestion: "Put round brackets around it", start, end };
  }
}

type Unplaced<T> = T extends Node ? Omit<T, "start" | "end"> : never;

const RELATIONS: ReadonlySet<string> = new Set(["==", "!=", "<", "<=", ">", ">=", "in"]);

function isChainOf(operator: "&&" | "||", node: Node): node is Chain {
  return node.kind === "chain" && node.operator === operator;
}

type NumberLiteral = Extract<Literal, { type: "int" | "double" }>;

function isNumber(node: Node): node is NumberLiteral {
  return node.kind === "literal" && (node.type === "int" || node.type === "double");
}

function negated(literal: NumberLiteral): Pick<NumberLiteral, "value"> {
  return { value: -literal.value };
}

function literalOf(token: Token): Literal {
  const { text, start, end } = token;
  if (token.kind === "number") {
    return { kind: "literal", ...decodeNumber(token), start, end };
  }
  if (token.kind === "name") {
    return text === "null"
      ? { kind: "literal", type: "null", value: null, start, end }
      : { kind: "literal", type: "bool", value: text === "true", start, end };
  }
  const decoded = decodeString(token);
  return "literal" in decoded
    ? decoded.literal
    : { kind: "literal", type: "string", value: text, start, end };
}

/** The name, without the backticks that may stand around it. */
function nameIn(token: Token | undefined): string {
  return token?.text.replace(/^`|`$/g, "") ?? "";
}
