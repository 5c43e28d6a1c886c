export { bridgeFiles, bridgeNextSteps } from "./bridgeFiles";
export { type ExportedMapping, readExportPlan } from "./readExportPlan";
export { terraformFiles, terraformNextSteps } from "./terraformFiles";
