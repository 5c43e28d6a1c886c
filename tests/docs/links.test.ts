import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const ROOT = join(__dirname, "../..");
const PAGES = [
  "README.md",
  "CHANGELOG.md",
  ...readdirSync(join(ROOT, "docs")).map((name) => `docs/${name}`),
];

test.each(PAGES)("every file that %s links to exists", (page) => {
  const links = [...readFileSync(join(ROOT, page), "utf8").matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)];
  const missing = links.flatMap(([, path = ""]) =>
    existsSync(join(ROOT, dirname(page), path)) ? [] : [path],
  );
  expect(missing).toEqual([]);
});
