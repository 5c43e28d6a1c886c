import { mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as typescript from "typescript";
import { codeBlocks, PAGES, ROOT } from "./pages";

test("every TypeScript block of the documentation, and every example, compiles in the project that `pulumi new typescript` makes", async () => {
  const folder = await mkdtemp(join(tmpdir(), "docs-"));
  await symlink(join(ROOT, "node_modules"), join(folder, "node_modules"));
  const blocks = PAGES.flatMap((page) => codeBlocks(page, "ts").map((block) => ({ page, ...block })));
  const files = blocks.map(({ page, line }) => join(folder, `${page.replace(/\W/g, "-")}-${line}.ts`));
  for (const [index, { code }] of blocks.entries()) {
    await writeFile(files[index] ?? "", `${code}export {};\n`);
  }
  const examples = (await readdir(join(ROOT, "examples"), { recursive: true }))
    .filter((name) => name.endsWith(".ts") && !name.includes("node_modules"))
    .map((name) => join(ROOT, "examples", name));
  const compiled = typescript.createProgram([...files, ...examples], {
    module: typescript.ModuleKind.CommonJS,
    moduleResolution: typescript.ModuleResolutionKind.Node10,
    target: typescript.ScriptTarget.ES2020,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: ["node"],
    typeRoots: [join(ROOT, "node_modules/@types")],
  });
  const errors = typescript
    .getPreEmitDiagnostics(compiled)
    .map(({ file, messageText }) => [
      file?.fileName,
      typescript.flattenDiagnosticMessageText(messageText, "\n"),
    ]);
  await rm(folder, { recursive: true });
  expect(errors).toEqual([]);
  expect(blocks.length).toBeGreaterThan(4);
  expect(examples.length).toBeGreaterThan(8);
});
