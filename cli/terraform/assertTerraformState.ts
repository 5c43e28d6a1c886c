import { isObject } from "../../provider/wire";
import { type Json, UsageError } from "../io";
const PULL = "`terraform state pull > terraform.tfstate`";

/** @throws {UsageError} If a file is not a Terraform state of format 4. The message says how to make one. */
export function assertTerraformState(file: Json, fileName: string): void {
  const problem = problemWith(file);
  if (problem !== undefined) {
    throw new UsageError(`Cannot import from ${fileName}: ${problem}`);
  }
}

function problemWith(file: Json): string | undefined {
  const { version } = file;
  if ("deployment" in file) {
    return "it is the export of a Pulumi stack. Give it by --from-stack.";
  }
  if ("encrypted_data" in file) {
    return (
      "the state is encrypted by OpenTofu. `tofu state pull > decrypted.tfstate`, in the folder of its configuration, " +
      "writes it decrypted; delete that file when the import is done."
    );
  }
  if ("format_version" in file) {
    return `it is what \`terraform show -json\` prints, not the state itself: ${PULL} writes that.`;
  }
  if (isObject(file["backend"])) {
    return (
      "it is where Terraform notes its backend (.terraform/terraform.tfstate); the state is kept there: " +
      `${PULL} fetches it.`
    );
  }
  if (typeof version !== "number") {
    return `it is no Terraform state, for it has no version. ${PULL} writes one.`;
  }
  if (version < 4) {
    return (
      `the state has format ${version}, which Terraform 0.11 and older wrote. Terraform 0.12 and newer make format 4 ` +
      `of it: ${PULL}.`
    );
  }
  if (version > 4) {
    return `the state has format ${version}, which is newer than this package; it knows format 4. Is there a newer one?`;
  }
  return Array.isArray(file["resources"])
    ? undefined
    : `the state has no list of resources. ${PULL} writes it anew.`;
}
