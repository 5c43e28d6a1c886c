/** `npm run docs` writes the pages in docs/ that are generated from code. */
import { writeFileSync } from "node:fs";
import { PAGES } from "./pages";

for (const [path, page] of PAGES) {
  writeFileSync(path, page());
}
