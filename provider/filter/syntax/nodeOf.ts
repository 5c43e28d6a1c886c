import type { ASTNode } from "@marcbachmann/cel-js";
import { type Literal, literalOf, type Pairs, type Token } from "../lexer";
import { type Placed, SourceSpans } from "./sourceSpans";
import type { ReadingProblem } from "../report";
import { type Binary, type BinaryOperator, type Chain, type Node, RELATIONS } from "./tree";

/**
 * Our tree for the library's, or what it accepts though CEL does not.
 *
 * @param ast of the masked text: what a literal or a name is, its token says
 */
export function nodeOf(
  ast: ASTNode,
  tokens: readonly Token[],
  pairs: Pairs,
): { readonly node: Node } | { readonly problem: ReadingProblem } {
  const translation = new Translation(new SourceSpans(tokens, pairs));
  const { node } = translation.translate(ast);
  return translation.problem === undefined ? { node } : { problem: translation.problem };
}

class Translation {
  problem: ReadingProblem | undefined;
  /** The parts of a relation, which may have to be put together otherwise. */
  private readonly parts = new Map<Node, readonly [left: Placed, right: Placed]>();

  constructor(private readonly spans: SourceSpans) {}

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
        const last = this.spans.outer(operand).last + (optional ? 3 : 2);
        const field = nameIn(this.spans.token(last));
        return this.spans.place({ kind: "select", operand: operand.node, field, optional }, operand, last);
      }
      case "[]":
      case "[?]": {
        const [operand, index] = ast.args.map((arg) => this.translate(arg)) as [Placed, Placed];
        const last = this.spans.closing(this.spans.outer(operand).last + 1);
        const optional = ast.op === "[?]";
        return this.spans.place(
          { kind: "index", operand: operand.node, index: index.node, optional },
          operand,
          last,
        );
      }
      case "call": {
        const name = this.spans.indexAt(ast.start);
        return this.call(name, undefined, ast.args[1]);
      }
      case "rcall": {
        const target = this.translate(ast.args[1]);
        return this.call(this.spans.outer(target).last + 2, target, ast.args[2]);
      }
      case "list": {
        const first = this.spans.indexAt(ast.start);
        const elements = ast.args.map((element) => this.translate(element).node);
        return this.spans.place({ kind: "list", elements }, first, this.spans.closing(first));
      }
      case "map": {
        const first = this.spans.indexAt(ast.start);
        const entries = ast.args.map(
          ([key, value]) => [this.translate(key).node, this.translate(value).node] as const,
        );
        return this.spans.place({ kind: "map", entries }, first, this.spans.closing(first));
      }
      case "!_":
      case "-_":
        return this.prefixed(ast.op, this.spans.indexAt(ast.start), ast.args);
      case "?:": {
        const [condition, then, otherwise] = ast.args.map((arg) => this.translate(arg)) as [
          Placed,
          Placed,
          Placed,
        ];
        if (then.node.kind === "conditional" && !this.spans.isBracketed(then)) {
          this.note(then, "between ? and : another ?: needs brackets around it");
        }
        return this.spans.place(
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
    const first = this.spans.indexAt(start);
    return { node: make(this.spans.token(first)), first, last: first };
  }

  private call(name: number, target: Placed | undefined, args: readonly ASTNode[]): Placed {
    const { start: nameStart } = this.spans.token(name);
    return this.spans.place(
      {
        kind: "call",
        name: nameIn(this.spans.token(name)),
        nameStart,
        target: target?.node,
        args: args.map((arg) => this.translate(arg).node),
      },
      target ?? name,
      this.spans.closing(name + 1),
    );
  }

  private prefixed(operator: "!_" | "-_", first: number, ast: ASTNode): Placed {
    const operand = this.translate(ast);
    const { node } = operand;
    if (operator === "-_" && ast.op === "value" && isNumber(node) && !this.spans.isBracketed(operand)) {
      return this.spans.place({ ...node, ...negated(node) }, first, operand);
    }
    const kind = operator === "!_" ? "not" : "negation";
    const mixed = kind === "not" ? "negation" : "not";
    if (node.kind === mixed && !this.spans.isBracketed(operand)) {
      this.note(operand, "! and - do not stand right before each other: brackets are needed between them");
    }
    return this.spans.place({ kind, operand: node }, first, operand);
  }

  private chain(operator: "&&" | "||", left: Placed, right: Placed): Placed {
    const operands = [left.node, right.node].flatMap((node) =>
      isChainOf(operator, node) ? node.operands : [node],
    );
    return this.spans.place({ kind: "chain", operator, operands }, left, right);
  }

  /**
   * To the library `==` and `!=` bind less than `<` and `in`; CEL has them all on one level: `true == "a" in groups` is
   * `(true == "a") in groups`.
   */
  private binary(operator: BinaryOperator, left: Placed, right: Placed): Placed {
    const parts = this.parts.get(right.node);
    if (RELATIONS.has(operator) && parts !== undefined && !this.spans.isBracketed(right)) {
      return this.binary((right.node as Binary).operator, this.binary(operator, left, parts[0]), parts[1]);
    }
    const placed = this.spans.place(
      { kind: "binary", operator, left: left.node, right: right.node },
      left,
      right,
    );
    if (RELATIONS.has(operator)) {
      this.parts.set(placed.node, [left, right]);
    }
    return placed;
  }

  private note({ node: { start, end } }: Placed, message: string): void {
    this.problem ??= { rule: "syntax", message, suggestion: "Put round brackets around it", start, end };
  }
}

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

/** The name, without the backticks that may stand around it. */
function nameIn({ text }: Token): string {
  return text.replace(/^`|`$/g, "");
}
