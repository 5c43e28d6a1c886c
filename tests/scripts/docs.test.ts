import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PAGES } from "../../scripts/docs/pages";

test.each([...PAGES])("%s is up to date (`npm run docs` updates it)", (path, page) => {
  expect(readFileSync(join(__dirname, "../..", path), "utf8")).toBe(page());
});

test("schema.json has no examples, which are in TypeScript, and says which settings are deprecated", () => {
  const schema = PAGES.get("schema.json")?.() ?? "";
  expect(schema).not.toContain("```");
  expect(schema).toContain('"deprecationMessage": "Use matchAllFilters."');
});
