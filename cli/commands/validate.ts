import { type Command, Option } from "commander";
import { lint } from "../../provider/filter/index";
import { EXIT_CODES, labeled, UsageError } from "../io";
import {
  addFilterArgument,
  asAnnotations,
  asJson,
  assertNoneBad,
  asText,
  type FilterOptions,
  type LabeledFilter,
  readFilterArgument,
  type Validated,
} from "../filters";

type ValidateOptions = FilterOptions & { json?: true; format?: "text" | "github"; strict?: true };

export function addValidate(program: Command): void {
  addFilterArgument(program.command("validate"))
    .summary("check filters")
    .description(
      "Reports errors and warnings in filters with their positions, as `pulumi preview` does. Stores nothing.",
    )
    .option("--json", "print the findings as JSON, with positions")
    .addOption(new Option("--format <format>", "output format").choices(["text", "github"]))
    .option("--strict", "also fail if there are warnings")
    .addHelpText("after", EXIT_CODES)
    .action(run);
}

async function run(argument: string | undefined, options: ValidateOptions): Promise<void> {
  const { json = false, format, strict = false } = options;
  if (json && format !== undefined) {
    throw new UsageError("Cannot use --json and --format together. Remove one of them.");
  }
  const validated = labeled(await readFilterArgument(argument, options)).map(validate);
  const print = json ? asJson : format === "github" ? asAnnotations : asText;
  process.stdout.write(print(validated, options.file));
  assertNoneBad(
    validated,
    ({ findings }) => findings.some(({ severity }) => strict || severity === "error"),
    strict ? "failed strict validation" : undefined,
  );
}

function validate(filter: LabeledFilter): Validated {
  const { failures, warnings } = lint(filter.text);
  const errors = failures.map((problem) => ({ severity: "error" as const, problem }));
  const others = warnings.map((problem) => ({ severity: "warning" as const, problem }));
  return { ...filter, findings: [...errors, ...others] };
}
