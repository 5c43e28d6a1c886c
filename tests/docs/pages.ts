import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

export const ROOT = dirname(dirname(__dirname));

/** The pages that a reader of the repository finds. */
export const PAGES = [
  "README.md",
  "CHANGELOG.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  ...readdirSync(join(ROOT, "docs")).map((name) => `docs/${name}`),
  ...readdirSync(join(ROOT, "examples")).map((name) => `examples/${name}/README.md`),
];

export function textOfPage(page: string): string {
  return readFileSync(join(ROOT, page), "utf8");
}

/** The code blocks in a language, each with the line on which it begins. */
export function codeBlocks(
  page: string,
  language: string,
): { readonly line: number; readonly code: string }[] {
  const text = textOfPage(page);
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "gms"))].map((match) => ({
    line: text.slice(0, match.index).split("\n").length,
    code: match[1] ?? "",
  }));
}
