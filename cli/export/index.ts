export { bridgeFiles } from "./bridgeFiles";
export { bridgeNextSteps, terraformNextSteps } from "./exportNextSteps";
export { type ExportedMapping, readExportPlan } from "./readExportPlan";
export { terraformFiles } from "./terraformFiles";
