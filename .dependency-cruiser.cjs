/** Which folder may import which. This file enforces the table, and docs/allowed-imports.md shows it. */
const ALLOWED = require("./scripts/allowedImports.cjs");

/** Files that others import by their own name, and why. */
const FILES = {
  // Loading sdk/index.ts would load Pulumi.
  "^cli/": "^sdk/dynamicProvider\\.ts$",
  // Every program that imports the package loads them, so they import nothing else of the provider.
  "^(sdk|scripts/docs)/": "^provider/(wire/properties|config/settingsTable|config/unknownSettings)\\.ts$",
  // provider/rest/index.ts imports all folders below it.
  "^provider/rest/": "^provider/rest/clock\\.ts$",
  "^scripts/demo/": "^scripts/interruption\\.ts$",
};

const OURS = "^(sdk|provider|emulator|cli|examples|scripts|tests)/";

const folderRules = Object.entries(ALLOWED).map(([folder, allowed]) => {
  const below = Object.keys(ALLOWED).filter((other) => other.startsWith(`${folder}/`));
  const files = Object.entries(FILES).filter(([from]) => new RegExp(from).test(`${folder}/`));
  return {
    name: `${folder}-imports`,
    comment: "scripts/allowedImports.cjs says what the folder may import",
    severity: "error",
    from: { path: `^${folder}/`, pathNot: below.map((other) => `^${other}/`) },
    to: {
      path: OURS,
      pathNot: [
        below.length > 0 ? `^${folder}/[^/]+$` : `^${folder}/`,
        ...allowed.map((other) => `^${other}/index\\.ts$`),
        ...files.map(([, file]) => file),
      ],
    },
  };
});

const testsImportFaces = {
  name: "tests-import-faces",
  comment: "tests import the index.ts of a folder, so that a move inside it changes no test",
  severity: "error",
  from: { path: "^tests/" },
  to: {
    path: Object.keys(ALLOWED)
      .filter((folder) => folder.includes("/") && folder !== "scripts/docs")
      .map((folder) => `^${folder}/(?!index\\.ts$)[^/]+$`),
  },
};

/** Each library is imported by the files of one folder. */
const library = (name, owner, comment) => ({
  name: `${name.replace(/[^\w]/g, "-")}-in-one-place`,
  comment,
  severity: "error",
  from: { path: "^(sdk|provider|emulator|cli|examples)/", pathNot: owner },
  to: { path: `node_modules/${name}/`, dependencyTypesNot: ["type-only"] },
});

module.exports = {
  forbidden: [
    { name: "acyclic", severity: "error", from: {}, to: { circular: true } },
    { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
    ...folderRules,
    testsImportFaces,
    {
      name: "sdk-loads-no-provider",
      comment: "sdk imports types of the provider, and loads the rest with the first call that needs it",
      severity: "error",
      from: { path: "^sdk/" },
      to: {
        path: "^provider/",
        pathNot: FILES["^(sdk|scripts/docs)/"],
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "tables-import-nothing",
      comment: "every program that imports the package loads them",
      severity: "error",
      from: { path: FILES["^(sdk|scripts/docs)/"] },
      to: {
        dependencyTypesNot: ["type-only"],
        pathNot: "^provider/config/(settingsTable|closestName)\\.ts$|/fastest-levenshtein/",
      },
    },
    {
      name: "engine-log-imports-errors",
      comment: "no secret reaches the engine's log",
      severity: "error",
      from: { path: "^provider/engineLog\\.ts$" },
      to: { path: OURS, pathNot: "^provider/errors/index\\.ts$" },
    },
    library("axios", "^provider/rest/http/", "one HTTP client"),
    library("proxy-from-env", "^provider/rest/http/", "one HTTP client"),
    library("csv-parse", "^$", "one file loads it when it is needed; an import would load it at once"),
    library("commander", "^cli/", "the engine loads no command line"),
    library("cli-table3", "^cli/", "the engine loads no command line"),
    library("jsonc-parser", "^cli/io/", "the engine loads no command line"),
    library(
      "@pulumi",
      "^(sdk/|examples/|provider/engineLog\\.ts$)",
      "the rest of the provider runs without Pulumi",
    ),
    library("@grpc", "^$", "a dependency of Pulumi's, not of ours"),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^bin/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["types", "require", "node", "default"],
      mainFields: ["main", "types"],
    },
  },
};
