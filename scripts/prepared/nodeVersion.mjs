import { readFileSync } from "node:fs";
import path from "node:path";
import { PlainError } from "./say.mjs";

/** package.json's `engines.node`, of which only the form ">=20.19" is understood. */
export function checkNodeVersion(root, running = process.versions.node) {
  const wanted = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")).engines?.node;
  if (wanted === undefined) {
    return;
  }
  const least = /^>=\s*(\d+(?:\.\d+){0,2})$/.exec(wanted)?.[1];
  if (least === undefined) {
    throw new PlainError(`package.json: engines.node is "${wanted}", not of the form ">=20.19".`);
  }
  if (compare(running, least) < 0) {
    throw new PlainError(
      `This project needs Node.js ${least} or newer; this is ${running}. Install a newer one from https://nodejs.org and run the command again.`,
    );
  }
}

function compare(left, right) {
  const [a, b] = [left, right].map((version) => version.split(".").map((part) => Number.parseInt(part, 10)));
  for (let i = 0; i < 3; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) {
      return difference;
    }
  }
  return 0;
}
