import { declarationOf } from "../codegen/declaration";
import { identifiersFor } from "../codegen/identifiers";
import type { ImportedMapping } from "./matchUp";

export interface ProgramOptions {
  /** Each resource takes its mapping over (`adoptId`), instead of being in the state already. */
  readonly adopt: boolean;
}

/** A TypeScript module that declares these mappings and exports each resource. */
export function programOf(mappings: readonly ImportedMapping[], { adopt }: ProgramOptions): string {
  const identifiers = identifiersFor(mappings.map(({ name }) => name));
  const declarations = mappings.map(({ name, id, inputs }, index) =>
    declarationOf(identifiers[index] ?? "", name, [
      ["displayName", inputs.displayName],
      // An empty description is the default.
      ...(inputs.description === "" ? [] : [["description", inputs.description] as const]),
      ["filter", inputs.filter],
      ...(adopt ? [["adoptId", id] as const] : []),
    ]),
  );
  return [
    "// Written by `pulumi-confluent-sso import`, and yours from here on.",
    'import { GroupMapping } from "pulumi-confluent-sso";',
    ...declarations.map((declaration) => `\n${declaration}`),
    "",
  ].join("\n");
}
