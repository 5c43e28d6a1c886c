import { visible } from "../report";
import { type Call, childrenOf, freeVariables, isGroups, isText, type Node } from "../syntax";

/** What to write in place of a whole call. */
type Meaning = ReturnType<typeof meaning>;

/** Returns the CEL equivalent of a call on or with `groups` that is written as in another language. `name` is CEL's name of the function. */
export function meaningOf(call: Call, text: string, name = call.name): Meaning | undefined {
  const operands = childrenOf(call);
  const rest = operands.filter((node) => !isGroups(node));
  const [argument] = rest;
  if (argument === undefined || rest.length !== operands.length - 1 || NEGATED.test(call.name)) {
    return undefined;
  }
  const written = ({ start, end }: Node) => text.slice(start, end);
  if (MACROS.test(name) && rest.length === 1) {
    const variables = new Set(freeVariables(argument).map((variable) => variable.name));
    variables.delete("groups");
    const [variable = "g"] = variables;
    const condition = isText(argument) ? `g == ${written(argument)}` : written(argument);
    if (isText(argument) ? name !== "exists" : variables.size === 1) {
      return meaning(`groups.${name}(${variable}, ${condition})`);
    }
  }
  if (TESTS.test(name) && rest.length === 1 && isText(argument)) {
    return meaning(`groups.exists(g, g.${name}(${written(argument)}))`);
  }
  const names = argument.kind === "list" && rest.length === 1 ? argument.elements : rest;
  if (!MEMBERSHIP.test(name) || names.length === 0 || !names.every(isName)) {
    return undefined;
  }
  const conditions = names.map((node) => `${written(node)} in groups`);
  const joined = (operator: string) => inPlaceOf(call, text, conditions, operator);
  if (names.length > 1 && !/any|some|exist|all|every/i.test(call.name)) {
    const [all, any] = [joined("&&"), joined("||")];
    return meaning(all, ` for users in all of these groups, or ${visible(any)} for users in any of them`);
  }
  const isPart = call.name === "contains" && call.target !== undefined && isText(argument);
  const exists = `, or groups.exists(g, g.contains(${visible(written(argument))})) for a part of a name`;
  return meaning(joined(/all|every/i.test(call.name) ? "&&" : "||"), isPart ? exists : "");
}

/** What a call of `not`, `and`, `or`, or `equals` means. */
export function operatorMeaningOf(call: Call, text: string): Meaning | undefined {
  const operands = childrenOf(call).map(({ kind, start, end }) => {
    const written = text.slice(start, end);
    return ["literal", "variable", "select", "call"].includes(kind) ? written : `(${written})`;
  });
  const operator = OPERATORS.get(call.name.toLowerCase());
  if (operator === undefined || (operator === "!" ? operands.length !== 1 : operands.length < 2)) {
    return undefined;
  }
  return meaning(operator === "!" ? `!${operands.join("")}` : inPlaceOf(call, text, operands, operator));
}

const OPERATORS = new Map(Object.entries({ not: "!", and: "&&", or: "||", equals: "==" }));

const MACROS = /^(?:all|exists|exists_one|filter)$/;
const TESTS = /^(?:endsWith|matches|startsWith)$/;
const MEMBERSHIP =
  /^(?:(?:array|list|is|has|set)_?)?(?:contains?|includes?|has|in|member|exists?|any|all|some|every|group)(?:_?(?:of|any|all|every|groups?|element|item|value|member|array|list))*$/i;
const NEGATED = /not|none|without|exclude/i;

function isName(node: Node): boolean {
  return isText(node) || ["variable", "select", "index", "call"].includes(node.kind);
}

/** Conditions joined by an operator, in brackets unless nothing around the node binds more tightly. */
export function inPlaceOf({ start, end }: Node, text: string, conditions: readonly string[], operator = "") {
  const before = text.slice(0, start);
  const isAlone =
    conditions.length === 1
      ? /(?:^|[(,&|?:[{])\s*$/.test(before)
      : /(?:^|[(,?:[{])\s*$/.test(before) && /^\s*(?:$|[),?:\]}])/.test(text.slice(end));
  const joined = conditions.join(` ${operator} `);
  return isAlone ? joined : `(${joined})`;
}

function meaning(replacement: string, alternative = "") {
  return { suggestion: `Write ${visible(replacement)}${alternative}`, replacement };
}
