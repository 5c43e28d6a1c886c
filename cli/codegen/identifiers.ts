/** Returns the names of constants for resources, by the names of the resources: `kafka-admins` becomes `kafkaAdmins`. */
export function identifiersFor(names: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set(RESERVED);
  const identifiers = new Map<string, string>();
  for (const name of names) {
    const base = identifierOf(name);
    let identifier = base;
    for (let count = 2; taken.has(identifier); count += 1) {
      identifier = `${base}${count}`;
    }
    taken.add(identifier);
    identifiers.set(name, identifier);
  }
  return identifiers;
}

function identifierOf(name: string): string {
  const joined = wordsIn(name)
    .map((word, index) => first(word, index === 0 ? "lower" : "upper"))
    .join("");
  return /^\p{ID_Start}/u.test(joined) ? joined : `mapping${joined}`;
}

/** The words of a name, of letters that may stand in an identifier. */
export function wordsIn(name: string): string[] {
  return name.match(LETTERS) ?? [];
}

/**
 * Letters and digits that every compiler takes in an identifier: TypeScript's tables are older than those of Node.js, and
 * what came to Unicode lately is an invalid character to it.
 */
const LETTERS =
  /(?:(?=\p{ID_Continue})[\dA-Za-z\u00C0-\u024F\u0386-\u03CE\u0400-\u0481\u3041-\u3096\u30A1-\u30FA\u4E00-\u9FA5\uAC00-\uD7A3])+/gu;

function first(word: string, to: "lower" | "upper"): string {
  const letter = word.slice(0, 1);
  return (to === "lower" ? letter.toLowerCase() : letter.toUpperCase()) + word.slice(1);
}

/** What no constant of a CommonJS module may be called. None of them begins with a capital, as no identifier here does. */
const RESERVED =
  `arguments await break case catch class const continue debugger default delete do else enum eval export exports extends
  false finally for function globalThis if implements import in instanceof interface let module new null package private protected
  public require return static super switch this throw true try typeof undefined var void while with yield`.split(
    /\s+/,
  );
