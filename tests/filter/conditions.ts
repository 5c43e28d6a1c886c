import * as fc from "fast-check";

const quoted = fc.constantFrom(
  '"kafka"',
  '"admins"',
  '"kafka-admins"',
  '"Kafka"',
  '"ops"',
  '""',
  "'é🙂'",
  '"k"',
  '"s"',
);

/** Simple regular expressions, which are evaluated, and one that is not. */
const patterns = fc.constantFrom(
  '"^kafka"',
  '"admins$"',
  '"^k.*s$"',
  '"a.*-.*n"',
  '"^kafka$"',
  '"k"',
  String.raw`"a\\-"`,
  '"^(a|k)"',
);

/**
 * Conditions of the subset (subset.ts) whose operands have the types that their operators accept, so that most of them are
 * true or false. Some have a part that is an error: a division by zero, a missing element or claim, or a number that is too
 * large.
 *
 * `g` and `h` are the variables of macros. They also occur outside of macros, where they are undeclared.
 */
export const conditions: fc.Arbitrary<string> = fc.letrec<{
  bool: string;
  text: string;
  int: string;
  double: string;
  list: string;
  map: string;
}>((tie) => {
  const [bool, text, int] = [tie("bool"), tie("text"), tie("int")];
  const [double, list, map] = [tie("double"), tie("list"), tie("map")];
  const variable = fc.constantFrom("g", "h");
  const relation = fc.constantFrom("==", "!=", "<", "<=", ">", ">=");
  const equality = fc.constantFrom("==", "!=");
  return {
    bool: oneOf(
      [3, write`${quoted} in groups`],
      [1, fc.constantFrom("true", "false", "has(claims.team)", "has(claims.none)", "claims.remote")],
      [1, fc.constantFrom("1 / 0 == 1", 'claims.none == "a"', 'groups[7] == "a"', "claims.team")],
      [3, write`(${bool} && ${bool})`],
      [3, write`(${bool} || ${bool})`],
      [1, write`(${bool} || ${bool} || ${bool} && ${bool})`],
      [2, write`!(${bool})`],
      [1, write`(${bool} ? ${bool} : ${bool})`],
      [2, write`${text} in ${list}`],
      [1, write`${text} in ${map}`],
      [1, write`${int} in [${int}, ${double}, ${int}]`],
      [1, write`${text} ${relation} ${text}`],
      [1, write`${int} ${relation} ${int}`],
      [1, write`${int} ${relation} ${double}`],
      [1, write`${list} ${equality} ${list}`],
      [1, write`${map} ${equality} ${map}`],
      [1, write`(${bool}) ${equality} (${bool})`],
      [2, write`${text}.${fc.constantFrom("startsWith", "endsWith", "contains")}(${text})`],
      [1, write`${text}.matches(${patterns})`],
      [4, write`${list}.${fc.constantFrom("exists", "all", "exists_one")}(${variable}, ${bool})`],
      [1, write`${map}.${fc.constantFrom("exists", "all")}(${variable}, ${bool})`],
    ),
    text: oneOf(
      [6, quoted],
      [4, variable],
      [2, fc.constantFrom("claims.team", "claims.none", "groups[0]", "groups[7]", "groups[-1]")],
      [1, write`(${text} + ${text})`],
      [1, write`(${bool} ? ${text} : ${text})`],
      [1, write`groups[${int}]`],
      [1, write`${map}[${text}]`],
    ),
    int: oneOf(
      [6, fc.constantFrom("0", "1", "2", "3", "-1", "9223372036854775807", "-9223372036854775807")],
      [2, write`size(${list})`],
      [1, write`${text}.size()`],
      [1, write`size(${map})`],
      [1, write`(${int} ${fc.constantFrom("+", "-", "*", "/", "%")} ${int})`],
      [1, write`-(${int})`],
    ),
    double: oneOf(
      [4, fc.constantFrom("0.0", "1.0", "2.5", "-1.0", "1e3", "9223372036854775808.0")],
      [1, write`(${double} ${fc.constantFrom("+", "-", "*", "/")} ${double})`],
    ),
    list: oneOf(
      [6, fc.constant("groups")],
      [1, fc.constant("[]")],
      [2, write`[${text}, ${text}]`],
      [1, write`${list}.filter(${variable}, ${bool})`],
      [1, write`${list}.map(${variable}, ${text})`],
      [1, write`${list}.map(${variable}, ${bool}, ${text})`],
      [1, write`(${list} + ${list})`],
    ),
    map: oneOf(
      [3, fc.constantFrom('{"kafka": "a", "b": "admins"}', "{}", '{"kafka": "a"}')],
      [1, write`{${quoted}: ${text}}`],
    ),
  };
}).bool;

/**
 * One operator, `in` or `==`, between operands of the same or different types. Each operand is valid, so that only the
 * operator can fail.
 */
export const relations: fc.Arbitrary<string> = fc.letrec<{ relation: string; value: string; list: string }>(
  (tie) => {
    const [value, list] = [tie("value"), tie("list")];
    const condition = write`(${quoted} in groups)`;
    return {
      relation: oneOf(
        [4, write`${value} in ${list}`],
        [2, write`${value} == ${value}`],
        [1, write`${list}.exists(x, x == ${value})`],
        [1, write`[${list}, ${list}].exists(x, ${value} in x)`],
      ),
      value: oneOf(
        [4, quoted],
        [
          3,
          fc.constantFrom(
            "1",
            "2u",
            "1.0",
            "true",
            "null",
            'b"kafka"',
            "groups[0]",
            "claims.team",
            "size(groups)",
          ),
        ],
        [1, list],
        [1, condition],
        [1, write`(${condition} ? ${value} : ${value})`],
        [1, write`[${value}, ${value}][${fc.constantFrom("0", "1")}]`],
      ),
      list: oneOf(
        [4, fc.constantFrom("groups", "[]")],
        [3, write`[${value}]`],
        [3, write`[${value}, ${value}]`],
        [1, write`{${quoted}: ${value}}`],
        [2, write`(${condition} ? ${list} : ${list})`],
        [1, write`[${list}, ${list}][${fc.constantFrom("0", "1")}]`],
        [1, write`([${value}] + [${value}])`],
        [1, write`(groups + [${value}])`],
        [1, write`[${value}, ${value}].map(y, y)`],
        [1, write`[${value}, ${value}].filter(y, true)`],
      ),
    };
  },
).relation;

function oneOf(
  ...choices: readonly (readonly [weight: number, arbitrary: fc.Arbitrary<string>])[]
): fc.Arbitrary<string> {
  return fc.oneof(
    { maxDepth: 4, depthIdentifier: "condition" },
    ...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })),
  );
}

function write(parts: TemplateStringsArray, ...holes: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc
    .tuple(...holes)
    .map((texts) => parts.map((part, index) => `${part}${texts[index] ?? ""}`).join(""));
}
