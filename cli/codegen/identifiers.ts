/** Returns a constant name for each resource name, in the same order: `kafka-admins` becomes `kafkaAdmins`. */
export function identifiersFor(names: readonly string[]): string[] {
  const taken = new Set(RESERVED);
  return names.map((name) => {
    const base = identifierOf(name);
    let identifier = base;
    for (let count = 2; taken.has(identifier); count += 1) {
      identifier = `${base}${count}`;
    }
    taken.add(identifier);
    return identifier;
  });
}

function identifierOf(name: string): string {
  const [first = "", ...others] = wordsIn(name);
  const upper = others.map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  const identifier = first.charAt(0).toLowerCase() + first.slice(1) + upper.join("");
  return /^\p{ID_Start}/u.test(identifier) ? identifier : `mapping${identifier}`;
}

/** Returns the words in a name: `O'Brien's R&D` contains O, Briens, R, and, D. */
export function wordsIn(name: string): string[] {
  return name.replace(CONTRACTION, "").replace(/&+/g, " and ").match(LETTERS) ?? [];
}

/** The apostrophe in `'s`, `n't`, `'re`, … */
const CONTRACTION = /(?<=\p{L})['’](?=(?:\p{L}|ll|re|ve)(?!\p{L}))/giu;

/** Only letters that every compiler accepts: TypeScript's Unicode tables are older than those of Node.js. */
const LETTERS =
  /(?:(?=\p{ID_Continue})[\dA-Za-z\u00C0-\u024F\u0386-\u03CE\u0400-\u0481\u3041-\u3096\u30A1-\u30FA\u4E00-\u9FA5\uAC00-\uD7A3])+/gu;

/** Names that a CommonJS module cannot use for a constant. Capitalized names are missing because none is generated. */
const RESERVED =
  `arguments await break case catch class const continue debugger default delete do else enum eval export exports extends
  false finally for function globalThis if implements import in instanceof interface let module new null package private protected
  public pulumi require return static super switch this throw true try typeof undefined var void while with yield`.split(
    /\s+/,
  );
