import Table from "cli-table3";
import colors from "picocolors";
import type { GroupMapping } from "../../emulator/index";

/** Prints the head of a step. */
export function banner(text: string): void {
  console.log(`\n${colors.bold(colors.cyan(`── ${text} ──`))}`);
}

/** Prints a command, as a user would type it. */
export function command(text: string): void {
  console.log(colors.dim(`$ ${text}`));
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
  console.log(table.toString());
}

/** Prints what was shown, and how to go on. */
export function summary(): void {
  banner("What you have seen");
  console.log(`\
  pulumi up        created three group mappings, one POST each
  pulumi preview   found what was changed and what was deleted behind Pulumi's back
  pulumi up        repaired both, with one PATCH of the changed property and one POST
  pulumi destroy   removed them all

For your own organization, in a Pulumi project of yours:`);
  console.log(
    colors.bold(`\
  npm install pulumi-confluent-sso
  export CONFLUENT_CLOUD_API_KEY=… CONFLUENT_CLOUD_API_SECRET=…   # a Cloud API key of an OrganizationAdmin
  new GroupMapping("admins", { displayName: "Admins", filter: '"admins" in groups' })   # then: pulumi up`),
  );
}
