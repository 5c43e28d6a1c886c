import type * as Grpc from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { sanitizeForDisplay } from "./errors";
import { loadFromPulumi } from "./pulumiDependencies";

/** Timeout of one message to the engine, in milliseconds. */
const ENGINE_TIMEOUT_MS = 5_000;

/** The engine passes its address as the last argument of the process. A unit test has no engine. */
const ENGINE_ADDRESS = /^[\w.[\]:-]+:\d+$/;

let attachedTo: string | undefined;
let engine: EngineClient | undefined;
const shown = new Set<string>();

/** Sends all later messages to the engine at this address, for a provider that the engine has not started itself. */
export function attachEngine(address: string): void {
  attachedTo = address;
  engine = undefined;
}

/** Returns the address of the engine, if an engine has started this process. */
export function engineAddress(): string | undefined {
  const address = attachedTo ?? process.argv.at(-1) ?? "";
  return ENGINE_ADDRESS.test(address) ? address : undefined;
}

/**
 * Shows a warning in the engine's diagnostics under the stack, because a provider does not know the URN of the resource. So
 * `text` must name the mapping. Each text is shown once per process. Without an engine it goes to stderr.
 */
export async function warn(text: string): Promise<void> {
  await logOnce(text, LogSeverity.WARNING, "warning: ");
}

/** Shows a message in the engine's diagnostics, once per process. */
export async function inform(text: string): Promise<void> {
  await logOnce(text, LogSeverity.INFO, "");
}

/** Shows a transient status message. */
export function status(text: string): void {
  void log(sanitizeForDisplay(text), LogSeverity.INFO, true);
}

async function logOnce(text: string, severity: LogSeverity, prefix: string): Promise<void> {
  const message = sanitizeForDisplay(text);
  if (shown.has(message)) {
    return;
  }
  shown.add(message);
  if (!(await log(message, severity, false))) {
    console.error(`${prefix}${message}`);
  }
}

/** @returns whether the engine accepted the message */
async function log(message: string, severity: LogSeverity, ephemeral: boolean): Promise<boolean> {
  const address = engineAddress();
  if (address === undefined) {
    return false;
  }
  const request = new LogRequest().setSeverity(severity).setMessage(message).setEphemeral(ephemeral);
  const client = (engine ??= new EngineClient(address, grpc().credentials.createInsecure()));
  return new Promise((resolve) => {
    client.log(request, new (grpc().Metadata)(), { deadline: Date.now() + ENGINE_TIMEOUT_MS }, (error) => {
      resolve(error === null);
    });
  });
}

function grpc(): typeof Grpc {
  return loadFromPulumi("@grpc/grpc-js") as typeof Grpc;
}
