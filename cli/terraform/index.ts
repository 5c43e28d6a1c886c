export { readTerraformState } from "./readTerraformState";
