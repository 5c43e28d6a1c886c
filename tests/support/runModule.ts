import { runInNewContext } from "node:vm";
import ts from "typescript";

/**
 * Runs a module of TypeScript as Node.js would, compiled to CommonJS, with stand-ins for what it imports.
 *
 * @returns the names that it exports
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
  // As Node wraps a module: what its parameters are called no constant can be called.
  const wrapped = `(function (exports, require, module, __filename, __dirname) {${outputText}\n})`;
  (runInNewContext(wrapped) as (...args: unknown[]) => void)(exported, load, {}, "", "");
  return Object.keys(exported);
}
