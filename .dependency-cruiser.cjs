/** Which folder may import which. This file enforces the tables, and docs/allowed-imports.md shows them. */
const { FOLDERS, FILES } = require("./scripts/allowedImports.cjs");

const exactly = (files) => files.map(({ file }) => `^${file}$`);
const filesFor = (folder) =>
  FILES.filter(({ from }) => from.some((top) => `${folder}/`.startsWith(`${top}/`)));
const TABLES = exactly(filesFor("sdk"));

const OURS = "^(sdk|provider|emulator|cli|examples|scripts|tests)/";

const folderRules = Object.entries(FOLDERS).map(([folder, allowed]) => {
  const below = Object.keys(FOLDERS).filter((other) => other.startsWith(`${folder}/`));
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
        ...exactly(filesFor(folder)),
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
    path: Object.keys(FOLDERS).map((folder) => `^${folder}/(?!index\\.ts$)[^/]+$`),
    pathNot: exactly(filesFor("tests")),
  },
};

/** Each library is imported by the files of one folder. A `require`, which needs an exception for ESLint, can load a library later. */
const library = (name, owner, comment) => ({
  name: `${name.replace(/[^\w]/g, "-")}-in-one-place`,
  comment,
  severity: "error",
  from: { path: "^(sdk|provider|emulator|cli|examples)/", pathNot: owner },
  to: { path: `node_modules/${name}/`, dependencyTypesNot: ["type-only", "require"] },
});

module.exports = {
  forbidden: [
    { name: "acyclic", severity: "error", from: {}, to: { circular: true } },
    { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
    ...folderRules,
    testsImportFaces,
    {
      name: "sdk-loads-no-provider",
      comment: "sdk imports only types of the provider, and loads its code on first use",
      severity: "error",
      from: { path: "^sdk/" },
      to: {
        path: "^provider/",
        pathNot: TABLES,
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "tables-import-nothing",
      comment: "every program that imports the package loads them",
      severity: "error",
      from: { path: TABLES },
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
      to: { path: OURS, pathNot: "^provider/(errors/index|pulumiDependencies)\\.ts$" },
    },
    library("axios", "^provider/rest/http/", "one HTTP client"),
    library("proxy-from-env", "^provider/rest/http/", "one HTTP client"),
    library("csv-parse", "^$", "one file loads it on first use; an import would load it immediately"),
    library("commander", "^cli/", "the engine loads no command line"),
    library("cli-table3", "^cli/", "the engine loads no command line"),
    library("jsonc-parser", "^cli/io/", "the engine loads no command line"),
    library(
      "@pulumi",
      "^(sdk/|examples/|provider/plugin/|provider/engineLog\\.ts$)",
      "the rest of the provider runs without Pulumi",
    ),
    library("@grpc", "^$", "a dependency of Pulumi, not of this package"),
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
