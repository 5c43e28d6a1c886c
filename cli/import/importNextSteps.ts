import { join } from "node:path";
import { moduleSpecifier } from "../codegen/moduleSpecifier";
import { numberedSteps, shellWord } from "../codegen/shellCommands";

export interface FinishedImport {
  /** Where the files are, as the user gave it. */
  readonly folder: string;
  readonly adopt: boolean;
  /** Whether the program is of ECMAScript's modules. */
  readonly esModules: boolean;
  /** What lets go of the mappings elsewhere. */
  readonly detachCommands: readonly string[];
  /** Ids of mappings that `detachCommands` let go of too, though they were not imported. */
  readonly leftOut: readonly string[];
}

/** What is left to do, as commands for the folder of the Pulumi program, with comments for a shell. */
export function importNextSteps({
  folder,
  adopt,
  esModules,
  detachCommands,
  leftOut,
}: FinishedImport): string {
  const file = shellWord(join(folder, "import.json"));
  const steps = [
    [
      "Let the program declare them, by this line in its index.ts:",
      `#   import ${moduleSpecifier(folder, esModules)};`,
    ],
    ...(adopt ? ADOPTION : importOf(file)),
    ...detachSteps(detachCommands, leftOut),
    ...(adopt ? [] : [["The import file has served its purpose:", `rm ${file}`]]),
  ];
  return numberedSteps(steps);
}

const ADOPTION = [
  ["See which mappings are taken over, and that nothing is changed:", "pulumi preview"],
  ["Take them over. After that adoptId may stay in the program or go:", "pulumi up"],
];

function importOf(file: string): string[][] {
  return [
    [
      "Take them into the state, with Pulumi CLI 3.254 or newer (an older one: run this again with --adopt):",
      `pulumi import -f ${file} --generate-code=false --protect=false`,
    ],
    ["See that nothing is left to change:", "pulumi preview"],
  ];
}

function detachSteps(detachCommands: readonly string[], leftOut: readonly string[]): string[][] {
  if (detachCommands.length === 0) {
    return [];
  }
  const caution = `#    (What was not imported is let go of too, unless you take it out: ${leftOut.map(shellWord).join(", ")}.)`;
  return [
    [
      "Let go of the mappings where they were managed before, in the folder of that project. None is deleted:",
      ...(leftOut.length === 0 ? [] : [caution]),
      ...detachCommands,
    ],
  ];
}
