/** `npm run docs`: writes the pages of docs/ that follow from code. */
import { writeFileSync } from "node:fs";
import { PAGES } from "./pages";

for (const [path, page] of PAGES) {
  writeFileSync(path, page());
}
