import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from "yaml";

/** A valid entry of the file. It has either `filter` or `groups`. */
export interface MappingEntry {
  readonly name: string;
  readonly displayName: string;
  readonly description?: string;
  readonly filter?: string;
  readonly groups: [string, ...string[]];
  readonly protect: boolean;
}

/** A mistake in the file. Lines and columns start at 1. */
export interface Problem {
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

const isText = (value: unknown): boolean => typeof value === "string" && value.trim() !== "";

/** What each field of an entry must be. */
const FIELDS: Record<string, { readonly expected: string; readonly isValid: (value: unknown) => boolean }> = {
  displayName: { expected: "text", isValid: isText },
  description: { expected: "text", isValid: (value) => typeof value === "string" },
  filter: { expected: "text", isValid: isText },
  groups: {
    expected: "a list of group names",
    isValid: (value) => Array.isArray(value) && value.length > 0 && value.every(isText),
  },
  protect: { expected: "true or false", isValid: (value) => typeof value === "boolean" },
};

/**
 * Reads the file, and checks all of it: syntax, unknown fields, missing fields, and types.
 *
 * @returns the mappings, and the problems. If there are problems, the mappings are incomplete or invalid.
 */
export function readMappings(yaml: string): { mappings: MappingEntry[]; problems: Problem[] } {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines, prettyErrors: false });
  const problems: Problem[] = [];
  const report = (offset: number, text: string): void => {
    const { line, col } = lines.linePos(offset);
    problems.push({ line, column: col, text });
  };
  const reportAt = (node: unknown, text: string): void => {
    report((node as Node | null)?.range?.[0] ?? 0, text);
  };

  for (const { pos, message } of [...document.errors, ...document.warnings]) {
    report(pos[0], message);
  }
  visit(document, {
    Alias: (_key, alias) => {
      reportAt(alias, "aliases are not supported");
    },
  });
  if (problems.length > 0) {
    return { mappings: [], problems };
  }
  if (!isMap(document.contents)) {
    reportAt(document.contents, "the file must map names to group mappings");
    return { mappings: [], problems };
  }

  const mappings: MappingEntry[] = [];
  for (const { key, value: entry } of document.contents.items) {
    const name: unknown = isScalar(key) ? key.value : undefined;
    if (typeof name !== "string" || !isMap(entry)) {
      reportAt(key, "expected the name of a resource, followed by the fields of its group mapping");
      continue;
    }
    const fields: Record<string, unknown> = {};
    for (const { key: fieldKey, value: node } of entry.items) {
      const field = String(isScalar(fieldKey) ? fieldKey.value : "");
      const value: unknown = isSeq(node) || isScalar(node) ? node.toJS(document) : undefined;
      const { expected, isValid } = FIELDS[field] ?? {};
      if (isValid === undefined) {
        reportAt(fieldKey, `unknown field "${field}"; the fields are ${Object.keys(FIELDS).join(", ")}`);
      } else if (!isValid(value)) {
        reportAt(node ?? fieldKey, `${field} must be ${expected ?? ""} (any value in quotes is text)`);
      }
      fields[field] = value;
    }
    if (!("displayName" in fields)) {
      reportAt(key, `"${name}" needs a displayName`);
    }
    if ("filter" in fields === "groups" in fields) {
      reportAt(key, `"${name}" needs either groups or filter`);
    }
    mappings.push({ protect: false, ...fields, name } as MappingEntry);
  }
  return { mappings, problems };
}
