/** `npm run drift`, in the folder of the project: opens an issue if the organization differs from the program. */
import { LocalWorkspace } from "@pulumi/pulumi/automation";
import { findDrift, openIssue } from "./checkDrift";

function fromEnvironment(name: string): string {
  const value = process.env[name];
  if (value === undefined) {
    throw new Error(`Set the environment variable ${name}.`);
  }
  return value;
}

async function main(): Promise<void> {
  const stackName = fromEnvironment("STACK");
  const repository = {
    api: process.env["GITHUB_API_URL"] ?? "https://api.github.com",
    name: fromEnvironment("GITHUB_REPOSITORY"),
    token: fromEnvironment("GITHUB_TOKEN"),
  };
  const drift = await findDrift(await LocalWorkspace.selectStack({ stackName, workDir: process.cwd() }));
  if (drift === undefined) {
    console.log("No drift.");
    return;
  }
  console.log(drift);
  await openIssue(repository, `Drift in ${stackName}, or its preview failed`, drift);
  process.exitCode = 1;
}

void main();
