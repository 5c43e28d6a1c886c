import { readFileSync } from "node:fs";
import { join } from "node:path";

interface Entry {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const { packages } = JSON.parse(readFileSync(join(__dirname, "../package-lock.json"), "utf8")) as {
  packages: Readonly<Record<string, Entry>>;
};

test("package-lock.json has every optional package, so that `npm ci` works on every platform", () => {
  const locations = Object.keys(packages);
  const missing = Object.entries(packages).flatMap(([location, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !locations.some((other) => other.endsWith(`node_modules/${name}`)))
      .map((name) => `${location} wants ${name}`),
  );
  expect(missing).toEqual([]);
});
