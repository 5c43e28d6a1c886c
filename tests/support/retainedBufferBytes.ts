import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Collects garbage, then returns the bytes in buffers that are still reachable in this process. */
export function retainedBufferBytes(): number {
  setFlagsFromString("--expose-gc");
  const collectGarbage = runInNewContext("gc") as () => void;
  collectGarbage();
  // The second collection waits until the first one has freed its buffers.
  collectGarbage();
  return process.memoryUsage().arrayBuffers;
}
