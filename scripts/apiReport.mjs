/**
 * Compares the public types of each entry point with its report in etc/, shows the difference, and fails if there is one.
 * With --local, rewrites the reports.
 */
import { Extractor, ExtractorConfig } from "@microsoft/api-extractor";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const root = path.dirname(import.meta.dirname);
const temporary = path.join(root, "bin/etc");
mkdirSync(temporary, { recursive: true });
for (const entry of ["sdk", "provider", "emulator"]) {
  // A copy, because API Extractor cannot read `export =`.
  const types = path.join(temporary, `${entry}.d.ts`);
  const original = readFileSync(path.join(root, "bin", entry, "index.d.ts"), "utf8");
  writeFileSync(
    types,
    original.replaceAll('"./', `"../${entry}/`).replace(/^export = (.*);$/m, "export { $1 };"),
  );
  const reportFileName = `${entry}.api.md`;
  const configObject = {
    projectFolder: root,
    mainEntryPointFilePath: types,
    compiler: { tsconfigFilePath: path.join(root, "tsconfig.json") },
    apiReport: {
      ...{ enabled: true, reportFolder: path.join(root, "etc"), reportFileName },
      ...{ reportTempFolder: temporary, includeForgottenExports: true },
    },
  };
  const { apiReportChanged } = Extractor.invoke(
    ExtractorConfig.prepare({ configObject, packageJsonFullPath: path.join(root, "package.json") }),
    { localBuild: process.argv.includes("--local"), messageCallback: (message) => (message.handled = true) },
  );
  if (apiReportChanged && !process.argv.includes("--local")) {
    process.exitCode = 1;
    const [before, after] = [`etc/${reportFileName}`, `bin/etc/${reportFileName}`];
    spawnSync("git", ["--no-pager", "diff", "--no-index", before, after], { cwd: root, stdio: "inherit" });
    console.error(
      `The public types of ${entry}/ have changed. If this is intended, run \`npm run update:api\`.`,
    );
  }
}
