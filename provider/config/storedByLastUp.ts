import type { Source } from "./sources";

/**
 * What to know about settings of a source that a refresh, a destroy and the refresh phase of other commands take from the
 * state, as the last `up` stored them. Nothing for a source that every operation reads anew.
 */
export function storedByLastUp({ kind, current }: Pick<Source, "kind" | "current">): string[] {
  if (current === true) {
    return [];
  }
  switch (kind) {
    case "environment":
    case "pulumi-nodejs":
      return [];
    case "stack configuration":
      return advice("the configuration");
    case "explicit provider":
      return advice("the Provider's arguments");
  }
}

function advice(what: string): string[] {
  return [
    `If you have done so already: a refresh, a destroy and a preview that refreshes use ${what} that the last`,
    "`pulumi up` stored in the state. Add --run-program to the command, or run `pulumi up --refresh=false` once.",
  ];
}
