import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { credentials } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { ConfigureRequest, ProviderHandshakeRequest } from "@pulumi/pulumi/proto/provider_pb";

const LAUNCHES = 15;

/**
 * Returns how long each plugin takes from its launch to the response of Configure, in milliseconds: the minimum, because it is
 * the least affected by other processes.
 */
export async function launchTimes(scripts: readonly string[]): Promise<number[]> {
  const times = scripts.map((): number[] => []);
  for (let launch = 0; launch < LAUNCHES; launch += 1) {
    for (const [index, script] of scripts.entries()) {
      times[index]?.push(await launchTime(script));
    }
  }
  return times.map((launches) => Math.min(...launches));
}

async function launchTime(script: string): Promise<number> {
  const begun = performance.now();
  const child = spawn(process.execPath, [script, "127.0.0.1:1"], { stdio: ["pipe", "pipe", "inherit"] });
  try {
    const [port] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
    const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
    await new Promise<void>((resolve, reject) => {
      client.handshake(new ProviderHandshakeRequest(), (failure) => {
        client.configure(new ConfigureRequest(), (error) => {
          if (failure ?? error) {
            reject(failure ?? (error as Error));
          } else {
            resolve();
          }
        });
      });
    });
    const time = performance.now() - begun;
    client.close();
    return time;
  } finally {
    child.kill("SIGKILL");
    await once(child, "close");
  }
}
