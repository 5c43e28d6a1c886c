import { type Token, tokensOf } from "../lexer";
import { type Range, visible } from "../report";
import { PARTNERS, unmatchedBracket } from "../syntax";

export interface Edit extends Range {
  readonly replacement: string;
}

/** A change that may turn an invalid filter into the one that its author meant. */
export interface Repair extends Edit {
  readonly suggestion: string;
}

export function applyEdit(text: string, { start, end, replacement }: Edit): string {
  return text.slice(0, start) + replacement + text.slice(end);
}

/** Returns all possible repairs by position. The caller tries which of them help. */
export function repairsOf(text: string): readonly Repair[] {
  const { tokens } = tokensOf(text);
  const isInQuotes = ({ start: at }: Edit) =>
    tokens.some(({ kind, start, end }) => kind === "string" && start < at && at < end);
  return [
    ...ROWS.map((row) => {
      const edits = editsOf(text, row).filter((edit) => !isInQuotes(edit));
      return repairOf(text, edits, row[2]);
    }),
    ...ROWS_IN_QUOTES.map((row) => repairOf(text, editsOf(text, row))),
    ...editsOf(text, LAMBDA).map((edit) => ofWholeCall(text, tokens, edit)),
    repairOf(text, bareNames(text, tokens)),
    ...bracketEdits(text, tokens).map((edit) => repairOf(text, [edit])),
  ]
    .filter((repair) => repair !== undefined)
    .toSorted((one, other) => one.start - other.start);
}

function editsOf(text: string, [pattern, write]: Row): readonly Edit[] {
  return [...text.matchAll(pattern)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    replacement:
      typeof write === "string"
        ? write.replace(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? "")
        : write(match[0]),
  }));
}

/** Joins edits. Returns undefined if they change nothing, or are too long to show. */
function repairOf(text: string, edits: readonly Edit[], how?: string): Repair | undefined {
  const changing = edits.filter((edit) => applyEdit(text, edit) !== text);
  const [first, last] = [changing[0], changing.at(-1)];
  if (first === undefined || last === undefined) {
    return undefined;
  }
  const range = { start: first.start, end: last.end };
  const changed = changing.reduceRight(applyEdit, text);
  const replacement = changed.slice(range.start, changed.length - (text.length - range.end));
  const shown = replacement === " " ? "a plain space" : visible(replacement);
  const written = replacement === "" ? "Remove it" : `Write ${shown} instead`;
  const suggestion = how === undefined ? written : `${how}: ${shown}`;
  return shown.length > MAX_REPLACEMENT_CHARACTERS ? undefined : { ...range, replacement, suggestion };
}

const MAX_REPLACEMENT_CHARACTERS = 300;

/** A pattern, its replacement, and the beginning of the suggestion if it is not "Write". */
type Row = readonly [pattern: RegExp, write: string | ((text: string) => string), how?: string];

const TEXT = String.raw`[rR]?(?:"(?:\\.|[^"\\\r\n])*"|'(?:\\.|[^'\\\r\n])*')`;
const GROUPS = String.raw`(?<![-.\w])groups\b(?![-.\w[(])`;
const QUOTES = "\"'`“”„‟«»‘’‚‛‹›´＂＇";
const COMPARES_GROUPS = String.raw`(?:=+|\b(?:in|is|eq|equals?|contains?|has|includes?|IN|HAS|CONTAINS)\b)`;
export const REMOVE_OUTER_QUOTES = "Remove the outer quotes";

/** For text outside quotes. */
const ROWS: readonly Row[] = [
  // Parts of another language or of a command around the condition.
  [/^\s*(?:(?:where|when|if|return)\b|-{0,2}filter\b\s*[:=]?|-f(?=\s))\s*/giu, ""],
  [/\s*[,;.\\][\s,;.\\]*$|,(?=\s*\))/gu, ""],
  [/\s*\/\*[^]*?\*\/\s*$|\/\*[^]*?\*\/\s*/gu, ""],
  [/(?<=^|\s)#(?=\s)/gu, "//"],
  [/(^|\s)--(?=\s)/gu, "$1//"],
  [/^\s*(?:\$?\{+|\[)\s*([^]*?)\s*(?:\}+|\])\s*$/gu, "$1"],
  [pattern`^\s*[${QUOTES}]([^]*)[${QUOTES}]\s*$`, "$1", REMOVE_OUTER_QUOTES],
  [pattern`^\s*[${QUOTES}](?=[${QUOTES}])|(?<=${GROUPS}\s*\)*)[${QUOTES}]\s*$`, ""],
  // Characters, and their forms in HTML, JSON, and shells.
  [/&(?:#\d+|#x[\da-f]+|[a-z]+);|\\u00[2-7][\da-f]/giu, decoded],
  [/(?<!(?<!\\)["'][^]*)\\+(["'])(?![^]*[^\\]["'])/gu, "$1"],
  [/'(?:\\'|"'")'/gu, "'"],
  [/[“”„‟″]|«\s*|\s*»/gu, '"'],
  [/[‘’‚‛‹›′´]/gu, "'"],
  [/[\uFF01-\uFF0F\uFF1A-\uFF20\uFF3B-\uFF40\uFF5B-\uFF5E]|(?! )\p{Zs}/gu, (text) => text.normalize("NFKC")],
  [/[\p{Cf}\u2028\u2029]/gu, ""],
  // Operators. `and` counts only after the end of a condition, so not in `research and development`.
  [
    /(?<=(?:\bgroups?|\btrue|\bfalse|["')\]])\s*)(?:&+|\|+|\band\b|\bor\b)/giu,
    (text) => (/^[&a]/i.test(text) ? "&&" : "||"),
  ],
  [/={3,}|(?<![=!<>])=(?![=<>])/gu, "=="],
  [/!={2,}|<>/gu, "!="],
  [/=>/gu, ">="],
  [/=</gu, "<="],
  [/\bnot\b\s*(?=\(|groups\.)/giu, "!"],
  [pattern`(?:\b[nN](?:ot|OT)\s+|!\s*)(${TEXT})\s+(?:in|IN)\s+${GROUPS}`, "!($1 in groups)"],
  [pattern`(${TEXT})\s*(?:is\s+)?(?:[nN](?:ot|OT)\s+|!\s*)(?:in|IN)\s+${GROUPS}`, "!($1 in groups)"],
  [
    pattern`(${TEXT})\s*(?:!=+|<>)\s*${GROUPS}|${GROUPS}\s*(?:!=+|<>|\bne\b)\s*(${TEXT})`,
    "!($1$2 in groups)",
  ],
  [
    pattern`(${TEXT})(?!\s*in\s+groups\b)\s*(?:=+|is\s+in|is|[iI]n+|IN|)\s*(?:${GROUPS}|["'[]\s*groups\s*["'\]]|ingroups\b)`,
    "$1 in groups",
  ],
  [pattern`${GROUPS}\s*${COMPARES_GROUPS}\s*(${TEXT})(?!\s+in\b)`, "$1 in groups"],
  [pattern`(${TEXT})\s+in\s*$`, "$1 in groups"],
  [
    pattern`(?<![-.\w])groups\.(?:exists|all)\(\s*${TEXT}(?:\s*,\s*${TEXT})+\s*\)`,
    (call) => eachInGroups(call, call.startsWith("groups.all") ? "&&" : "||"),
  ],
  [pattern`${GROUPS}\s+in\s+[[(]\s*${TEXT}(?:\s*,\s*${TEXT})*\s*[\])]`, (list) => eachInGroups(list, "||")],
  [
    pattern`\(\s*${TEXT}(?:\s*(?:\|\||&&)\s*${TEXT})+\s*\)\s*in\s+${GROUPS}`,
    (list) => eachInGroups(list, list.includes("||") ? "||" : "&&"),
  ],
  [/(?<![-.\w])(\w+)\s*\.\s*(?:length|size|count)\b(?!\s*\()/gu, "size($1)"],
  [/(?<=\))\s*\.\s*(?:length|size|count)\b(?!\s*\()/gu, ".size()"],
  // A string among conditions.
  [
    pattern`(?<=(?:^|&&|\|\||[?:]|(?<!\w\s*)\()\s*)${TEXT}(?=\s*(?:&&|\|\||[):?]|$))`,
    (text) => `${text} in groups`,
  ],
  // The variable of a macro.
  [/(?<=\.\w+\s*\(\s*)["'](\w+)["'](?=\s*,\s*[^"'\s])/gu, "$1"],
  [pattern`(?<=\.(?:exists|all)\(\s*(\w+)\s*,\s*)(${TEXT})(?=\s*\))`, "$1 == $2"],
];

/** The variable of a macro: `g ->`, `(g) =>`, `lambda g:`, `|g|`, `function (g) { return … }` */
const LAMBDA: Row = [
  /(?<=\.\w+\s*\(\s*)(?:(?:lambda\s+)?\(?\s*(\w+)\s*\)?\s*(?:,?\s*[-=]>|[:;]|\|(?!\|))|\|\s*(\w+)\s*\||function\s*\(\s*(\w+)\s*\)\s*\{\s*return\b([^{};]*?)[\s;]*\})/gu,
  "$1$2$3,$4",
];

/** An edit of a macro's first argument, shown with the whole call. */
function ofWholeCall(text: string, tokens: readonly Token[], edit: Edit): Repair | undefined {
  const [path = ""] = /[\w.[\]]*\s*\(\s*$/.exec(text.slice(0, edit.start)) ?? [];
  let depth = 0;
  const closing = tokens.find(({ start, text: token }) => {
    depth += start < edit.end ? 0 : token === "(" ? 1 : token === ")" ? -1 : 0;
    return depth < 0;
  });
  const [start, end] = [edit.start - path.length, closing?.end ?? text.length];
  const rest = text.slice(edit.end, end) + (closing === undefined ? ")" : "");
  return repairOf(text, [{ start, end, replacement: path + edit.replacement + rest }]);
}

/** For text anywhere. */
const ROWS_IN_QUOTES: readonly Row[] = [
  [/[\f\v]/gu, " "],
  [/[^\P{Cc}\t\n\r\f\v]/gu, ""],
  // A backslash that is not an escape.
  [
    /(?<=(?<!\\)(?:\\\\)*)\\(?![\\abfnrtv?"'`]|[xX][\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[0-3][0-7]{2})/gu,
    "\\\\",
  ],
];

function pattern({ raw }: TemplateStringsArray, ...parts: readonly string[]): RegExp {
  return new RegExp(String.raw({ raw }, ...parts), "gu");
}

const ENTITIES = new Map(Object.entries({ quot: '"', apos: "'", amp: "&", lt: "<", gt: ">", nbsp: " " }));

function decoded(escape: string): string {
  const [, decimal, hex = ""] = /#(\d+)|(?:#x|u)([\da-f]+)/i.exec(escape) ?? [];
  const code = decimal === undefined ? parseInt(hex, 16) : Number(decimal);
  return code <= 0x10ffff
    ? String.fromCodePoint(code)
    : (ENTITIES.get(escape.slice(1, -1).toLowerCase()) ?? escape);
}

function eachInGroups(list: string, joint: string): string {
  const texts = list.match(new RegExp(TEXT, "g")) ?? [];
  return `(${texts.map((text) => `${text} in groups`).join(` ${joint} `)})`;
}

/** Puts quotes around a name before `in groups`: `O'Brien`, `CN=Kafka,OU=Groups`. */
function bareNames(text: string, tokens: readonly Token[]): readonly Edit[] {
  return [...text.matchAll(pattern`\s+in\s+${GROUPS}`)].flatMap(({ index: end }) => {
    const [skipped = ""] =
      /^(?:[^]*(?:&&|\|\||(?<![-.\w])in\s+groups\b[\s)]*))?(?:[\s!(?:&|]|(?:and|or|not)\s)*/i.exec(
        text.slice(0, end),
      ) ?? [];
    const start = skipped.length;
    const [[, opening = "", , name = ""] = []] = text.slice(start, end).matchAll(NAME);
    const isText = tokens.some(
      (token) => token.kind === "string" && token.start === start && token.end === end,
    );
    const isList = /[,;]/.test(name) && !name.includes("=");
    const replacement = `"${opening === "" ? name.replaceAll("\\", "\\\\") : name}"`;
    return isText || isList || name === "" || NO_NAME.test(name) ? [] : [{ start, end, replacement }];
  });
}

/** A name with any quotes around it or on one side, and with matched brackets. */
const NAME = pattern`^((?:(\\?)[${QUOTES}])*)([^()]*?(?:\([^()]*\)[^()]*?)*)(?:\2[${QUOTES}])*$`;

/** Text that is more than one name. */
const NO_NAME =
  /["“”„«»＂]|(?:^|\s)['‘’]|^[{<]|\\$|\b(?:groups|claims)\b|\s(?:and|or|not|in|is|[&|]+)\s|^(?:where|when|if|return|-*filter|-f)[\s:=(]/iu;

/** Closes an unclosed bracket at the end, or removes an unmatched bracket. */
function bracketEdits(text: string, tokens: readonly Token[]): readonly Edit[] {
  const bracket = unmatchedBracket(tokens);
  if (bracket === undefined) {
    return [];
  }
  const { start, end } = bracket;
  const partner = PARTNERS.get(text.slice(start, end));
  const joints = tokens.filter(({ text: joint }) => ["&&", "||", "?", "!"].includes(joint));
  // With several conditions, a bracket has several possible places.
  const isAmbiguous = joints.some((joint) =>
    partner === undefined ? joint.end <= start : joint.start >= end,
  );
  const last = tokens.at(-1)?.end ?? end;
  const closed = { start, end: last, replacement: `${text.slice(start, last)}${partner ?? ""}` };
  return isAmbiguous ? [] : [...(partner === undefined ? [] : [closed]), { start, end, replacement: "" }];
}
