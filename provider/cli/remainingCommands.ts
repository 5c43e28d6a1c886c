import { isAbsolute, join, relative, sep } from "node:path";
import { shellWord } from "./shellWord";

export interface Written {
  /** Where the files are, as the user gave it. */
  readonly folder: string;
  readonly adopt: boolean;
  /** What lets go of the mappings elsewhere. */
  readonly release: readonly string[];
}

/** What is left to do, as commands for the folder of the Pulumi program, with comments for a shell. */
export function remainingCommands({ folder, adopt, release }: Written): string {
  const steps = [
    [`# Let the program declare them, by this line in its index.ts:`, `#   import ${moduleIn(folder)};`],
    ...(adopt ? adoptSteps() : importSteps(shellWord(join(folder, "import.json")))),
    ...(release.length === 0
      ? []
      : [["# Let go of the mappings where they were managed before. None is deleted:", ...release]]),
  ];
  return `${steps.map(([title = "", ...lines], index) => [title.replace("#", `# ${index + 1}.`), ...lines].join("\n")).join("\n")}\n`;
}

function importSteps(file: string): string[][] {
  return [
    [
      "# Take them into the state, with Pulumi CLI 3.254 or newer (an older one: run this again with --adopt):",
      `pulumi import -f ${file} --generate-code=false --protect=false`,
    ],
    ["# See that nothing is left to change:", "pulumi preview"],
    ["# The import file has served its purpose:", `rm ${file}`],
  ];
}

function adoptSteps(): string[][] {
  return [
    ["# See which mappings are taken over, and that nothing is changed:", "pulumi preview"],
    ["# Take them over. After that adoptId may stay in the program or go:", "pulumi up"],
  ];
}

/** How an index.ts in the current folder names the module. */
function moduleIn(folder: string): string {
  const path = relative(".", folder).split(sep).join("/");
  const module = `${path === "" ? "" : `${path}/`}mappings`;
  return JSON.stringify(module.startsWith("../") || isAbsolute(module) ? module : `./${module}`);
}
