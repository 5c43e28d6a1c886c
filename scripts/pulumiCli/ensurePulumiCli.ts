import { buildFromGo } from "./buildFromGo";
import { type Cache, cacheOf, fillCache, lookInCache } from "./cache";
import { type OfficialDownload, officialDownload } from "./download";
import { interruptible, unlessAborted } from "./interruptible";
import { withLock } from "./lock";
import { lookOnPath } from "./onPath";
import { type PulumiCli, PULUMI_CLI_VERSION } from "./pulumiCli";
import { messageOf } from "./thrown";
import { PulumiCliUnavailableError } from "./unavailable";

export interface EnsurePulumiCliOptions {
  /** For PATH, PULUMI_HOME, HOME and all that Go reads. Default: the environment of this process. */
  readonly env?: NodeJS.ProcessEnv;
  /** Is told what takes long. Default: to stderr. */
  readonly log?: (line: string) => void;
  /** Default: get.pulumi.com through the Automation API. */
  readonly download?: OfficialDownload;
  /** Between two lines of progress, in milliseconds. Default: 30000. */
  readonly progressEvery?: number;
}

/**
 * One place that yields a usable Pulumi CLI: the one on PATH, or the one in `${PULUMI_HOME}/versions`, which is
 * filled by the official download or, where that cannot be reached, by a build from Go modules.
 *
 * @throws PulumiCliUnavailableError, which says what to install, when every way has failed
 */
export async function ensurePulumiCli(options: EnsurePulumiCliOptions = {}): Promise<PulumiCli> {
  const env = options.env ?? process.env;
  const onPath = await lookOnPath(env);
  if ("cli" in onPath) {
    return onPath.cli;
  }

  const cache = cacheOf(env);
  const cached = await lookInCache(cache, env);
  if ("cli" in cached) {
    return cached.cli;
  }

  return await interruptible(async (signal) => {
    const log = options.log ?? logToStderr;
    return await withLock(cache.lock, { log, signal, doing: "preparing the Pulumi CLI" }, async () => {
      // Looked at again: whoever held the lock before may have filled it.
      const meanwhile = await lookInCache(cache, env);
      if ("cli" in meanwhile) {
        return meanwhile.cli;
      }
      const whys = new Map([
        ["PATH", onPath.why],
        ["cache", meanwhile.why],
      ]);
      return await fetchOrBuild(cache, whys, { ...options, env, log, signal });
    });
  });
}

interface Making extends EnsurePulumiCliOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly log: (line: string) => void;
  readonly signal: AbortSignal;
}

async function fetchOrBuild(cache: Cache, whys: Map<string, string>, making: Making): Promise<PulumiCli> {
  const { download = officialDownload, env, log, signal } = making;
  const ways = {
    download: async (root: string) => {
      await unlessAborted(signal, download.reach());
      log(`Downloading the Pulumi CLI ${PULUMI_CLI_VERSION}, once, to ${cache.root} …`);
      await unlessAborted(signal, download.install(root));
    },
    build: async (root: string) => {
      await buildFromGo(root, { ...making, keptIn: cache.root });
    },
  } as const;

  for (const source of ["download", "build"] as const) {
    try {
      await fillCache(cache, { env, signal, fill: ways[source] });
      const filled = await lookInCache(cache, env);
      if ("cli" in filled) {
        return { ...filled.cli, source };
      }
      whys.set(source, filled.why);
    } catch (error) {
      signal.throwIfAborted();
      whys.set(source, messageOf(error));
    }
  }
  throw new PulumiCliUnavailableError(whys);
}

function logToStderr(line: string): void {
  process.stderr.write(`${line}\n`);
}
