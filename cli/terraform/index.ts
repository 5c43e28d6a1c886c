export { hclText } from "./hclText";
export { readTerraformState } from "./readTerraformState";
