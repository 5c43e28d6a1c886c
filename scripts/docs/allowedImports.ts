import { resolve } from "node:path";

/** docs/allowed-imports.md: which folder may import which. */
export function allowedImportsPage(): string {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- dependency-cruiser reads the same file, which must be JavaScript
  const allowed = require(resolve("scripts/allowedImports.cjs")) as Record<string, readonly string[]>;
  const rows = Object.entries(allowed).map(([folder, others]) => [
    `\`${folder}/\``,
    others.map((other) => `\`${other}/\``).join(", ") || "nothing",
  ]);
  const width = (column: 0 | 1) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, index) => cell.padEnd(width(index as 0 | 1))).join(" | ")} |`;
  return `<!-- This page is generated from scripts/allowedImports.cjs: edit that file, then run \`npm run docs\`. -->

# Allowed imports

Each folder has an index.ts that lists what others may import. A folder imports the folders in its row, by their index, and no
other folder of ours. No chain of folders leads back. \`npm run check:architecture\` enforces the table.

${[line(["folder", "may import"]), line(["-".repeat(width(0)), "-".repeat(width(1))]), ...rows.map(line)].join("\n")}

A few files are imported by their own name. \`.dependency-cruiser.cjs\` lists them with the reasons.
`;
}
