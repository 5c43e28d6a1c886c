import { decodeLiteral, type Token } from "../lexer";
import { type Range, readingProblem, type ReadingProblem } from "../report";
import { CLOSING, isMessage, RESERVED, syntaxProblem, unmatchedBracket } from "./syntaxProblem";
import { bindsFirst, type BinaryOperator, type Call, type Chain, type Node } from "./tree";

/** The maximum nesting of brackets, `!`, `-`, calls, and `?:`. No filter that the API accepts comes near. */
const MAX_DEPTH = 100;

export type Unreadable =
  /** Over a limit, or CEL of a kind that is not read here; `why` fits after "it". */
  | { readonly kind: "skipped"; readonly why: string }
  /** Empty, with a forbidden character, or clearly an expression that is not valid CEL. */
  | { readonly kind: "invalid"; readonly problem: ReadingProblem };

export class ParseError extends Error {
  constructor(readonly reading: Unreadable) {
    super("the filter cannot be parsed");
  }
}

const LEVELS: readonly (readonly (BinaryOperator | Chain["operator"])[])[] = [
  ["||"],
  ["&&"],
  ["==", "!=", "<", "<=", ">", ">=", "in"],
  ["+", "-"],
  ["*", "/", "%"],
];

type Unplaced<T = Node> = T extends Node ? Omit<T, "start" | "end"> : never;

/** A recursive-descent parser of CEL's grammar. Each method parses what its name says, from the current token on. */
export class Parser {
  private index = 0;
  /** The whole expression does not count as a level. */
  private depth = -1;

  constructor(private readonly tokens: readonly Token[]) {}

  /** @throws {ParseError} If the tokens are not an expression, or of a kind that is not read here. */
  parse(): Node {
    const node = this.expression();
    return this.index === this.tokens.length ? node : this.fail();
  }

  private expression(): Node {
    this.descend();
    const { start } = this.here;
    let node = this.binary(0);
    const question = this.here;
    if (this.accept("?")) {
      const { start: thenStart } = this.here;
      const then = this.expression();
      if (!this.accept(":")) {
        // If a bracket is unmatched, that is the mistake.
        const isMissing = this.isBalanced && (this.here.text === "" || CLOSING.has(this.here.text));
        this.fail(isMissing ? readingProblem("missing-colon", question, "this ? has no :") : undefined);
      }
      if (then.kind === "conditional" && then.start === thenStart) {
        this.fail(readingProblem("syntax", then, "a ?: between ? and : must be in brackets"));
      }
      node = this.place(start, { kind: "conditional", condition: node, then, otherwise: this.expression() });
    }
    this.depth -= 1;
    return node;
  }

  /** Operands joined by operators of this precedence or a higher one. */
  private binary(level: number): Node {
    const operators = LEVELS[level];
    if (operators === undefined) {
      return this.unary();
    }
    const { start } = this.here;
    let left = this.binary(level + 1);
    for (;;) {
      const operator = operators.find((name) => this.accept(name));
      if (operator === undefined) {
        return left;
      }
      const right = this.binary(level + 1);
      if (operator === "&&" || operator === "||") {
        const operands = [left, right].flatMap((node) =>
          node.kind === "chain" && node.operator === operator ? node.operands : [node],
        );
        left = this.place(start, { kind: "chain", operator, operands });
      } else {
        left = this.place(start, { kind: "binary", operator, left, right });
      }
    }
  }

  /** `!!a` and `--a` are allowed, but `!-a` is not. */
  private unary(): Node {
    const { start, text } = this.here;
    if (text !== "!" && (text !== "-" || this.isSignedNumber())) {
      return this.member();
    }
    this.descend();
    this.index += 1;
    const operand = this.here.text === text ? this.unary() : this.member();
    this.depth -= 1;
    return this.place(start, { kind: text === "!" ? "not" : "negation", operand });
  }

  private member(): Node {
    const { start } = this.here;
    const depth = this.depth;
    let operand = this.primary();
    for (;;) {
      if (this.accept(".")) {
        const optional = this.accept("?");
        const name = this.name();
        operand =
          !optional && this.here.text === "("
            ? this.call(start, name, operand)
            : this.place(start, { kind: "select", operand, field: nameIn(name), optional });
      } else if (this.accept("[")) {
        const optional = this.accept("?");
        const index = this.expression();
        this.expect("]");
        operand = this.place(start, { kind: "index", operand, index, optional });
      } else {
        this.depth = depth;
        return operand;
      }
      this.descend();
    }
  }

  private primary(): Node {
    const { start, kind, text } = this.here;
    if (this.accept("(")) {
      const node = this.expression();
      this.expect(")");
      return node;
    }
    if (this.accept("[")) {
      return this.place(start, { kind: "list", elements: this.items("]", () => this.expression()) });
    }
    if (this.accept("{")) {
      return this.place(start, { kind: "map", entries: this.items("}", () => this.entry()) });
    }
    if (this.isSignedNumber() || kind === "number" || kind === "string" || CONSTANTS.has(text)) {
      return this.literal();
    }
    // `.groups` is the same variable.
    this.accept(".");
    if (RESERVED.has(this.here.text) || this.here.kind === "quoted name") {
      this.fail();
    }
    const name = this.name();
    return this.here.text === "("
      ? this.call(start, name, undefined)
      : this.place(start, { kind: "variable", name: name.text });
  }

  private literal(): Node {
    const { start } = this.here;
    const isNegative = this.accept("-");
    const decoded = decodeLiteral(this.here, isNegative);
    if ("rule" in decoded) {
      return this.fail(decoded);
    }
    this.index += 1;
    return this.place(start, { kind: "literal", ...decoded });
  }

  private call(start: number, name: Token, target: Node | undefined): Call {
    this.expect("(");
    const args = this.items(")", () => this.expression());
    const { start: nameStart } = name;
    const call = this.place(start, { kind: "call", name: nameIn(name), nameStart, target, args });
    const [first] = args;
    if (bindsFirst(call) && first !== undefined && first.kind !== "variable") {
      const message = `the first argument of ${call.name} must be a variable name`;
      this.fail(readingProblem("macro-variable", first, message));
    }
    return call;
  }

  private entry(): readonly [key: Node, value: Node] {
    const key = this.expression();
    this.expect(":");
    return [key, this.expression()];
  }

  /** Items separated by commas. A list or a map may have another comma at the end, even without items. */
  private items<T>(closing: ")" | "]" | "}", item: () => T): readonly T[] {
    const items: T[] = [];
    const isAtEnd = () =>
      this.here.text === closing ||
      (closing !== ")" && this.here.text === "," && this.tokens[this.index + 1]?.text === closing);
    if (!isAtEnd()) {
      do {
        items.push(item());
      } while (!isAtEnd() && this.accept(","));
    }
    if (closing !== ")") {
      this.accept(",");
    }
    this.expect(closing);
    return items;
  }

  private name(): Token {
    const token = this.here;
    if (!token.kind.endsWith("name") || token.text === "in" || CONSTANTS.has(token.text)) {
      this.fail();
    }
    this.index += 1;
    return token;
  }

  /** `-1`, but not `-1u`: an unsigned number has no sign. */
  private isSignedNumber(): boolean {
    const next = this.tokens[this.index + 1];
    return this.here.text === "-" && next?.kind === "number" && !/u$/i.test(next.text);
  }

  /** The current token, or an empty one at the end. */
  private get here(): Token {
    const end = this.tokens.at(-1)?.end ?? 0;
    return this.tokens[this.index] ?? { kind: "symbol", text: "", start: end, end };
  }

  private accept(text: string): boolean {
    const isHere = this.here.text === text;
    this.index += isHere ? 1 : 0;
    return isHere;
  }

  private expect(text: string): void {
    if (!this.accept(text)) {
      this.fail();
    }
  }

  private place<T extends Unplaced>(start: number, node: T): T & Range {
    return { ...node, start, end: this.tokens[this.index - 1]?.end ?? start };
  }

  private get isBalanced(): boolean {
    return unmatchedBracket(this.tokens) === undefined;
  }

  private descend(): void {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) {
      throw new ParseError({ kind: "skipped", why: `is nested more than ${MAX_DEPTH} levels deep` });
    }
  }

  private fail(problem?: ReadingProblem): never {
    throw new ParseError(
      problem === undefined && this.isBalanced && isMessage(this.tokens, this.index)
        ? { kind: "skipped", why: "contains a Protocol Buffers message" }
        : { kind: "invalid", problem: problem ?? syntaxProblem(this.tokens, this.index) },
    );
  }
}

const CONSTANTS: ReadonlySet<string> = new Set(["true", "false", "null"]);

function nameIn({ text }: Token): string {
  return text.replace(/^`|`$/g, "");
}
