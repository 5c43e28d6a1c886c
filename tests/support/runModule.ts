import { runInNewContext } from "node:vm";
import ts from "typescript";

/**
 * Runs a TypeScript module as Node.js would, compiled to CommonJS, with mocks for its imports.
 *
 * @returns the names of its exports
 */
export function runModule(program: string, modules: Readonly<Record<string, unknown>>): string[] {
  const { outputText, diagnostics } = ts.transpileModule(program, {
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ES2020, module: ts.ModuleKind.CommonJS, strict: true },
  });
  expect(diagnostics).toEqual([]);
  const exported = {};
  const load = (name: string) => {
    expect(Object.keys(modules)).toContain(name);
    return modules[name];
  };
  // Node.js wraps a module in a function, so a constant cannot have the name of a parameter.
  const wrapped = `(function (exports, require, module, __filename, __dirname) {${outputText}\n})`;
  (runInNewContext(wrapped) as (...args: unknown[]) => void)(exported, load, {}, "", "");
  return Object.keys(exported);
}
