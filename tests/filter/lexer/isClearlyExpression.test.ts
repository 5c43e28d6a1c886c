import { readFilter, sameFilter } from "../../../provider/filter/index";
import { CONDITIONS } from "../verdicts";

/** Each expression with a similar text that is only a group name. */
const PAIRS: readonly (readonly [why: string, expression: string, group: string])[] = [
  ["begins with a quote", '"Team A', 'Team "A'],
  ["begins with an apostrophe that has a partner", "'Team A'", "'Team A"],
  ["begins with an apostrophe whose partner closes something", "'t Hooft' team", "'t Hooft's team"],
  ["begins with a typographic quote", "“Team A", "Team “A"],
  ["begins with a typographic apostrophe that has a partner", "‘Team A’", "‘Team A"],
  [
    "begins with a typographic apostrophe whose partner closes something",
    "’t Hooft’ team",
    "’t Hooft’s team",
  ],
  ["begins with a bracket and a quote", '("Team A', '(Team "A'],
  ["begins with brackets and a quote", '[ ( "Team A', '[ ( Team "A'],
  ["is true", "true", "true story"],
  ["is false", " false ", "falsetto"],
  ["contains &&", "a && b", "a & b"],
  ["contains ||", "a||b", "a|b"],
  ["contains && as a part of a mistake", "a &&& b", "a '&&' b"],
  ["contains in groups", "a in groups", "a in groupings"],
  ["contains in groups as whole words, on the right", "a in groups", "a in groups-x"],
  ["contains in groups as whole words, on the left", "a in groups", "log-in groups"],
  ["contains in groups as whole words of any letters", "a in groups", "ain groups"],
  ["contains in groups as whole words without a number", "a in groups", "éin groups"],
  ["contains in claims.", "a in claims.b", "a in claims"],
  ["contains in claims. as whole words", "a in claims.b", "a in reclaims.b"],
  ["calls something on groups", "groups.f(x)", "groups.f (x)"],
  ["calls something on a part of groups", "groups[0].f(x)", "grouped[0].f(x)"],
  ["calls something on a part of claims", "claims.a.?b.f(x)", "claim.a.b.f(x)"],
  ["calls something on a path that ends with groups", "user.groups.f(x)", "user.grouped.f(x)"],
  ["calls something with groups", "f(groups)", "f (groups)"],
  ["calls something with groups and other arguments", "f(a, groups)", "f(a groups)"],
  ["calls something with a negation of groups", "f(!groups)", "f(-groups)"],
  ["calls something with a part of claims", "f(claims.a)", "f(claims a)"],
  ["calls something within brackets", "(f(groups))", "(f (groups))"],
  ["calls something after something else", "x(a) f(groups)", "f(a) (groups)"],
  ["calls something with groups in a comparison", "f(groups in a)", "f(groups or a)"],
  ["compares groups with a text", "groups == 'a'", "groups == a"],
  ["compares groups with a raw text", 'groups == r"CORP\\admins"', "groups == rCORP"],
  ["compares a part of groups with bytes", 'groups[0] == b"a"', "grouped[0] == b"],
  ["compares a number with a part of claims", "1 == claims.level", "1 == claims"],
  ["compares an index that is an index itself", 'claims[claims["x"]] == "y"', 'claim[claim["x"]] == "y"'],
  ["calls something with a call and groups", 'f(lower("a"), groups)', "f(lower a, group)"],
  ["calls a word, and not a number", "AD365(groups)", "AD-365(groups)"],
  ["calls a word of ASCII", "Schaden(claims.a)", "Schäden(claims)"],
  ["compares groups with a text by a single =", "groups = 'a'", "groups = a"],
  ["compares groups with a list", "groups != ['a']", "groups != a['b']"],
  ["looks for groups in a text", "groups in 'a'", "groups in a"],
  ["looks for groups in a list", "groups in ['a']", "groups in (a)"],
  ["compares groups with a number", "groups == 1", "groups = 1"],
  ["compares groups with a constant", "groups == true", "groups == trueish"],
  ["compares groups with a broken text", 'groups == "a', "groups == a"],
  ["compares groups with a typographic text", "groups = “a”", "groups = a"],
  ["compares a part of groups", "groups[0] == 'a'", "grouped[0] == 'a'"],
  ["compares a part of claims", "claims.a == 'b'", "claims == 'b'"],
  ["compares an index of claims", "claims['a'] == 'b'", "claim['a'] == 'b'"],
  ["compares a field of claims in backticks", "claims.`a-b` == 'c'", "claim.`a-b` == 'c'"],
  ["compares a text with groups", "x 'a' == groups", "x 'a' == grouped"],
  ["compares a text with a part of claims", "x 'a' == claims.b", "x 'a' == claims"],
  ["compares a list with groups", "x ['a'] == groups", "x (a) == groups"],
  ["compares a constant with groups", "null == groups", "nil == groups"],
  ["compares by order", 'groups < "a"', "groups < a"],
  ["compares by something that is not a CEL operator", "groups =< 5", "groups =< a"],
  ["compares by order without unknown names", "groups > 5", "all > groups > 5"],
  ["compares sums without unknown names", "groups + groups == groups", "groups + a == groups"],
  ["calls a CEL function with a space before its bracket", "size (groups) => 1", "sizes (groups) => 1"],
  ["calls a CEL method with a space before its bracket", "groups.exists (x)", "groups.exist (x)"],
  ["calls something on groups in brackets", "(groups).f(x)", "(grouped).f(x)"],
  ["calls something with groups in brackets", "f((groups))", "f (groups)"],
  ["compares groups in brackets", "((groups)) = 'a'", "((grouped)) = 'a'"],
  ["contains in and groups in brackets", "a in ((groups))", "a in ((groupings))"],
];

describe("a text is clearly an expression if it", () => {
  test.each(PAIRS)("%s: %s, but not %s", (_why, expression, group) => {
    expect(readFilter(expression).kind).not.toBe("group");
    expect(readFilter(group)).toEqual({ kind: "group", name: group });
  });
});

test.each(CONDITIONS)(
  "%s means the same with spaces before its brackets, and with brackets around groups",
  (text) => {
    const spaced = text.replace(/(?<=\w)(?=\(|\[)/g, " ");
    const bracketed = text.replace(/(?<![\w."])groups(?!\w)/g, "(groups)");
    for (const variant of [spaced, bracketed]) {
      expect([variant, readFilter(variant).kind]).toEqual([variant, "expression"]);
      expect(sameFilter(variant, text)).toBe(true);
    }
  },
);
