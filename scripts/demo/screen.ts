import Table from "cli-table3";
import colors from "picocolors";
import type { GroupMapping } from "../../emulator/index";

/** A line of the demo's own, between what the CLI prints. */
export function say(text = ""): void {
  console.log(text);
}

/** The head of a step. */
export function banner(text: string): void {
  say();
  say(colors.bold(colors.cyan(`── ${text} ──`)));
}

/** A command, as a user would type it. */
export function command(text: string): void {
  say(colors.dim(`$ ${text}`));
}

export function tableOf(mappings: readonly GroupMapping[]): void {
  const table = new Table({
    head: ["id", "display name", "filter", "description"],
    colWidths: [15, 24, 42, 28],
    wordWrap: true,
    style: { head: [], border: [] },
  });
  table.push(
    ...mappings.map(({ id, display_name, filter, description }) => [id, display_name, filter, description]),
  );
  say(table.toString());
}

/** What was shown, and how to go on. */
export function summary(): void {
  banner("What you have seen");
  say("  pulumi up        created three group mappings, one POST each");
  say("  pulumi preview   found what was changed and what was deleted behind Pulumi's back");
  say("  pulumi up        repaired both, with one PATCH of the changed property and one POST");
  say("  pulumi destroy   removed them all");
  say();
  say("For your own organization, in a Pulumi project of yours:");
  say(colors.bold("  npm install pulumi-confluent-sso"));
  say(
    colors.bold(
      "  export CONFLUENT_CLOUD_API_KEY=… CONFLUENT_CLOUD_API_SECRET=…   # a Cloud API key of an OrganizationAdmin",
    ),
  );
  say(
    colors.bold(
      '  new GroupMapping("admins", { displayName: "Admins", filter: \'"admins" in groups\' })   # then: pulumi up',
    ),
  );
}
