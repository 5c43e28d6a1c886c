import { realpathSync } from "node:fs";
import path from "node:path";
import * as semver from "semver";
import {
  EXECUTABLES,
  findOnPath,
  isExecutable,
  type Outcome,
  PULUMI_CLI_VERSION,
  versionOf,
} from "./pulumiCli";

/** An installed CLI is good when it is new enough and whole. */
export async function lookOnPath(env: NodeJS.ProcessEnv): Promise<Outcome> {
  const command = findOnPath("pulumi", env);
  if (command === undefined) {
    return { why: "there is no pulumi" };
  }

  const version = await versionOf(command, env);
  if (version === undefined) {
    return { why: `\`${command} version\` does not answer with a version` };
  }
  if (!semver.gte(version, PULUMI_CLI_VERSION)) {
    return { why: `${command} is ${version}, which is too old` };
  }

  // The CLI looks beside itself, which is where a link to it points, and on PATH.
  const directory = path.dirname(command);
  const beside = [directory, path.dirname(realpathSync(command))];
  const missing = EXECUTABLES.find(
    (name) =>
      !beside.some((folder) => isExecutable(path.join(folder, name))) && findOnPath(name, env) === undefined,
  );
  if (missing !== undefined) {
    return { why: `${command} is ${version}, but ${missing} is neither beside it nor on PATH` };
  }
  return { cli: { command, version, directory, source: "path" } };
}
