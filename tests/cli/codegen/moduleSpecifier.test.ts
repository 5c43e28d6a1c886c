import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { moduleSpecifier } from "../../../cli/codegen";

test.each([
  ["ES modules", '{ "type": "module" }', '"./sso/mappings.js"'],
  ["CommonJS", '{ "type": "commonjs" }', '"./sso/mappings"'],
  ["no type", "{}", '"./sso/mappings"'],
  ["a type elsewhere in the file", '{ "exports": { "type": "module" } }', '"./sso/mappings"'],
  [
    "a description that mentions it",
    String.raw`{ "description": "\"type\": \"module\"" }`,
    '"./sso/mappings"',
  ],
  ["null", "null", '"./sso/mappings"'],
  ["invalid JSON", '{ "type": "module",', '"./sso/mappings"'],
  ["no file", undefined, '"./sso/mappings"'],
])("moduleSpecifier for a project whose package.json has %s", (_what, packageJson, specifier) => {
  const project = mkdtempSync(join(tmpdir(), "confluent-sso-project-"));
  if (packageJson !== undefined) {
    writeFileSync(join(project, "package.json"), packageJson);
  }
  expect(moduleSpecifier(join(project, "sso"), project)).toBe(specifier);
  rmSync(project, { recursive: true });
});
