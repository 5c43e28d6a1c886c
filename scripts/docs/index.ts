/** `npm run docs`: writes the pages of docs/ that follow from code. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { PAGES } from "./pages";

for (const [path, page] of PAGES) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, page());
}
