import * as fc from "fast-check";

/**
 * The subset of CEL that is compared with another implementation. An expression of the subset can contain:
 *
 * - `groups`, fields of `claims`, and the undeclared names `a` and `b`;
 * - strings in every kind of quotes with CEL's escapes, numbers of all three kinds, bytes, `true`, `false`, `null`, lists and
 *   maps, both with or without a trailing comma;
 * - all operators, `?:`, index and selection, round brackets wherever CEL allows them;
 * - `size`, `has`, the methods of strings, and the macros `all`, `exists`, `exists_one`, `map` and `filter`;
 * - spaces, tabs, line breaks and comments between any two tokens.
 *
 * The subset does not contain anything that only one of the two accepts: broken escapes and numbers out of range
 * (@bufbuild/cel accepts them), a space between two `!` or two `-`, a comment that ends with the text, a minus before a uint, fields in backticks and optional
 * ones (it rejects them), and macros whose first argument is not a name (it detects that later).
 */

type Tokens = readonly string[];

const texts: fc.Arbitrary<Tokens> = fc
  .constantFrom(
    '"kafka"',
    "'kafka'",
    '"admins"',
    '""',
    "''",
    '"""a "b" c"""',
    "'''it's'''",
    'r"a\\b"',
    "R'\\'",
    String.raw`"\"\\\x41\u00e9\101\n"`,
    String.raw`'\'\?\U0001F600'`,
    '"Domänen-Admins"',
    '"// no comment"',
  )
  .map((token) => [token]);

/** The separator of two tokens: empty if they remain two tokens without one. */
const BLANKS = ["", "", "", " ", " ", "  ", "\t", "\n", "\r\n", ' // a comment\'s "end"\n'];

/** Tokens that are inserted as mistakes. */
const VOCABULARY = '&& || ! == in < + - ? : ( ) [ ] { } , . and not "x" 1 groups true for = & |'.split(" ");

/** Expressions, well typed or not, as their tokens. */
export const expressionTokens: fc.Arbitrary<Tokens> = fc.letrec<{
  expression: Tokens;
  disjunction: Tokens;
  conjunction: Tokens;
  relation: Tokens;
  sum: Tokens;
  product: Tokens;
  unary: Tokens;
  member: Tokens;
  primary: Tokens;
}>((tie) => ({
  expression: oneOf(
    [8, tie("disjunction")],
    [1, sequence(tie("disjunction"), "?", tie("disjunction"), ":", tie("expression"))],
  ),
  disjunction: chained(tie("conjunction"), ["||"]),
  conjunction: chained(tie("relation"), ["&&"]),
  relation: oneOf(
    [3, sequence(texts, "in", fc.constant(["groups"]))],
    [2, chained(tie("sum"), ["==", "!=", "<", "<=", ">", ">=", "in", "in"])],
  ),
  sum: chained(tie("product"), ["+", "-"], 9),
  product: chained(tie("unary"), ["*", "/", "%"], 9),
  unary: oneOf(
    [8, tie("member")],
    [2, sequence("!", tie("member"))],
    [1, sequence("!", "!", tie("member"))],
    [1, sequence("-", fc.constantFrom(["a"], ["b", ".", "c"], ["(", "-1", ")"]))],
  ),
  member: oneOf(
    [6, tie("primary")],
    [1, sequence(tie("member"), ".", fc.constantFrom(["x"], ["size"], ["for"]))],
    [1, sequence(tie("member"), "[", tie("expression"), "]")],
    [1, sequence(tie("member"), ".", fc.constantFrom(["size"], ["f"]), "(", ")")],
    [
      2,
      sequence(
        tie("member"),
        ".",
        fc.constantFrom(["startsWith"], ["endsWith"], ["contains"]),
        "(",
        tie("expression"),
        ")",
      ),
    ],
    [
      2,
      sequence(
        tie("member"),
        ".",
        fc.constantFrom(["all"], ["exists"], ["exists_one"], ["filter"], ["map"]),
        "(",
        "g",
        ",",
        tie("expression"),
        ")",
      ),
    ],
  ),
  primary: oneOf(
    [4, texts],
    [3, fc.constantFrom(["groups"], ["a"], ["g"], ["claims", ".", "x"], [".", "groups"])],
    [
      3,
      fc.constantFrom(
        ["true"],
        ["false"],
        ["null"],
        ["0"],
        ["1"],
        ["-1"],
        ["7u"],
        ["0x1F"],
        ["1.5"],
        [".5"],
        ["2e3"],
        ["b'x'"],
      ),
    ],
    [2, sequence("(", tie("expression"), ")")],
    [1, sequence("[", listed(tie("expression")), "]")],
    [1, sequence("{", listed(sequence(texts, ":", tie("expression"))), "}")],
    [1, sequence("size", "(", tie("expression"), ")")],
    [1, fc.constant(["has", "(", "claims", ".", "x", ")"])],
  ),
})).expression;

/** Expressions of the subset, as text. */
export const expressions: fc.Arbitrary<string> = withBlanks(expressionTokens);

/** Expressions in which one or two tokens were removed, doubled, moved, or inserted. Most are no longer valid CEL. */
export const brokenExpressions: fc.Arbitrary<string> = withBlanks(
  fc
    .tuple(
      expressionTokens,
      fc.array(fc.tuple(fc.nat(), fc.nat(), fc.constantFrom<Change>("remove", "double", "swap", "put")), {
        minLength: 1,
        maxLength: 2,
      }),
    )
    .map(([tokens, changes]) => changes.reduce(spoil, tokens)),
);

function withBlanks(arbitrary: fc.Arbitrary<Tokens>): fc.Arbitrary<string> {
  return fc
    .tuple(arbitrary, fc.array(fc.nat({ max: BLANKS.length - 1 }), { minLength: 1, maxLength: 20 }))
    .map(([tokens, choices]) =>
      tokens.reduce((before, token, index) => {
        const blank = BLANKS[choices[index % choices.length] ?? 0] ?? "";
        return `${before}${blankBetween(before, token, blank)}${token}`;
      }, ""),
    );
}

function blankBetween(before: string, token: string, blank: string): string {
  if (/[!-]$/.test(before) && before.endsWith(token)) {
    return "";
  }
  return blank === "" && wouldMerge(before, token) ? " " : blank;
}

/** Whether two adjacent tokens would be read as different tokens. */
function wouldMerge(before: string, token: string): boolean {
  return (
    (/[\w.]$/.test(before) && /^[\w.'"]/.test(token) && !/^[.]$/.test(token) && !/[^\w]\.$/.test(before)) ||
    (/["']$/.test(before) && /^["']/.test(token)) ||
    (/[!=<>&|/]$/.test(before) && /^[=&|/>]/.test(token))
  );
}

function oneOf(
  ...choices: readonly (readonly [weight: number, arbitrary: fc.Arbitrary<Tokens>])[]
): fc.Arbitrary<Tokens> {
  return fc.oneof(
    { maxDepth: 5, depthIdentifier: "cel" },
    ...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })),
  );
}

function sequence(...parts: readonly (string | fc.Arbitrary<Tokens>)[]): fc.Arbitrary<Tokens> {
  const arbitraries = parts.map((part) => (typeof part === "string" ? fc.constant([part]) : part));
  return fc.tuple(...arbitraries).map((found) => found.flat());
}

/** One operand, or up to three joined by any of the operators. */
function chained(operand: fc.Arbitrary<Tokens>, operators: Tokens, weightOfOne = 3): fc.Arbitrary<Tokens> {
  const operator = fc.constantFrom(...operators.map((name) => [name]));
  return oneOf(
    [weightOfOne, operand],
    [2, sequence(operand, operator, operand)],
    [1, sequence(operand, operator, operand, operator, operand)],
  );
}

/** Up to two elements, with or without a trailing comma. */
function listed(element: fc.Arbitrary<Tokens>): fc.Arbitrary<Tokens> {
  return oneOf(
    [1, fc.constant([])],
    [2, element],
    [1, sequence(element, ",")],
    [1, sequence(element, ",", element)],
  );
}

function spoil(tokens: Tokens, [place, choice, change]: readonly [number, number, Change]): Tokens {
  const at = place % tokens.length;
  const [before, here = "", after] = [tokens.slice(0, at), tokens[at], tokens.slice(at + 1)];
  switch (change) {
    case "remove":
      return tokens.length === 1 ? tokens : [...before, ...after];
    case "double":
      return [...before, here, here, ...after];
    case "swap":
      return [...before, ...after.slice(0, 1), here, ...after.slice(1)];
    case "put":
      return [...before, VOCABULARY[choice % VOCABULARY.length] ?? "", here, ...after];
  }
}

type Change = "remove" | "double" | "swap" | "put";
