/**
 * The arrows of the house (provider/README.md draws them). A folder may import what its rule names, and nothing else of
 * ours; each library has one place that imports it.
 */
const only = (from, allowed, comment) => ({
  name: `${from.replace(/[\^$\\]/g, "")}-arrows`,
  comment,
  severity: "error",
  from: { path: from },
  to: { path: "^(sdk|provider|emulator|cli|examples|scripts|tests)/", pathNot: [from, ...allowed] },
});

const library = (name, owner, comment) => ({
  name: `${name.replace(/[^\w]/g, "-")}-in-one-place`,
  comment,
  severity: "error",
  from: { path: "^(sdk|provider|emulator|cli|examples)/", pathNot: owner },
  to: { path: `node_modules/${name}/`, dependencyTypesNot: ["type-only"] },
});

/** The folders of the filter reader, and what each may import: always the folder's index.ts, never a file behind it. */
const FILTER_FOLDERS = {
  report: [],
  lexer: ["report"],
  syntax: ["lexer", "report"],
  build: ["syntax"],
  types: ["syntax", "report"],
  evaluation: ["syntax", "lexer"],
  logic: ["evaluation", "syntax"],
  rules: ["logic", "types", "syntax", "lexer", "report"],
};

const filterFolders = Object.entries(FILTER_FOLDERS).flatMap(([folder, allowed]) => {
  const path = `^provider/filter/${folder}/`;
  return [
    only(
      path,
      allowed.map((other) => `^provider/filter/${other}/index\\.ts$`),
      "a folder of the filter reader imports only the folders below it",
    ),
    {
      name: `provider/filter/${folder}/-face`,
      comment: "what is outside a folder imports its index.ts",
      severity: "error",
      from: { pathNot: path },
      to: { path: `${path}(?!index\\.ts$)` },
    },
  ];
});

module.exports = {
  forbidden: [
    { name: "acyclic", severity: "error", from: {}, to: { circular: true } },
    {
      name: "resolvable",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    only("^examples/", ["^sdk/index\\.ts$"], "examples use the package as its users do"),
    only(
      "^sdk/",
      ["^provider/(lookups|filter)/", "^provider/(wire/properties|config/settingsTable)\\.ts$"],
      "sdk names the provider as a text and never loads it",
    ),
    {
      name: "provider-when-called",
      comment:
        "what sdk uses of the provider is loaded by the first call that needs it: for the rest it is types. " +
        "Except for the table of settings and the list of outputs, which import nothing",
      severity: "error",
      from: { path: "^sdk/" },
      to: {
        path: "^provider/",
        pathNot: "^provider/(wire/properties|config/settingsTable)\\.ts$",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "tables-import-nothing",
      comment: "every program that imports the package loads it",
      severity: "error",
      from: { path: "^provider/(wire/properties|config/settingsTable)\\.ts$" },
      to: { dependencyTypesNot: ["type-only"] },
    },
    only(
      "^provider/index\\.ts$",
      ["^provider/(lifecycle|rest|config|errors|wire)/", "^provider/engineLog\\.ts$"],
      "the table of contents",
    ),
    only("^provider/engineLog\\.ts$", ["^provider/errors/"], "the engine hears no secret"),
    only("^provider/lifecycle/", ["^provider/(rest|config|errors|filter|directory|wire)/"], "the verbs"),
    only("^provider/lookups/", ["^provider/(rest|config|errors|wire)/"], "what a program looks up"),
    only("^provider/rest/", ["^provider/(config|errors|wire)/"], "the client"),
    only("^provider/config/", ["^provider/errors/"], "settings are read before anything is sent"),
    only("^provider/errors/", [], "errors and what they may show depend on nothing"),
    only("^provider/wire/", [], "the JSON depends on nothing"),
    only("^provider/filter/", [], "the reader of filters depends on nothing"),
    ...filterFolders,
    {
      name: "provider/filter/-face",
      comment:
        "the provider and the sdk import the index.ts of the filter reader; tests may import its folders",
      severity: "error",
      from: { path: "^(sdk|provider)/", pathNot: "^provider/filter/" },
      to: { path: "^provider/filter/(?!index\\.ts$)" },
    },
    only(
      "^provider/directory/",
      ["^provider/(filter|wire)/"],
      "who is in which groups stays on this machine",
    ),
    only("^emulator/", ["^provider/wire/"], "what checks the client must not share its mistakes"),
    only(
      "^cli/",
      ["^provider/(rest|config|errors|filter|directory|wire)/", "^sdk/dynamicProvider\\.ts$"],
      "the command line does what the provider does, by the same client",
    ),
    only("^scripts/(?!docs/)", ["^emulator/index\\.ts$"], "the demo"),
    only(
      "^scripts/docs/",
      ["^provider/(filter/index|config/settingsTable)\\.ts$"],
      "pages that follow from code",
    ),
    library("axios", "^provider/rest/", "one HTTP client"),
    library(
      "@marcbachmann",
      "^$",
      "one file loads it, lazily, and all others never: it imports the types only",
    ),
    library("proxy-from-env", "^provider/rest/", "one HTTP client"),
    library("csv-parse", "^$", "one file loads it, lazily, and all others never: it imports the types only"),
    library("commander", "^cli/", "the engine loads no command line"),
    library("picocolors", "^cli/", "the engine loads no command line"),
    library("cli-table3", "^cli/", "the engine loads no command line"),
    library("jsonc-parser", "^cli/", "the engine loads no command line"),
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
