import { type Host, startHost } from "../../support/host";

const RESOURCES = 1_000;

/** Number of previews of each kind. They alternate, and the median is used, because a busy machine slows some of them down. */
const PREVIEWS = 5;

/** Duration of a check in a preview for one resource, in milliseconds. */
export interface ShareOfPreview {
  readonly read: number;
  readonly unread: number;
  /** The share of the filter check. */
  readonly share: number;
}

/** Measures how much the check of `filters` adds to a preview, with the real host and the calls of the engine. */
export async function shareOfPreview(filters: readonly string[]): Promise<ShareOfPreview> {
  const read: number[] = [];
  const unread: number[] = [];
  for (let preview = 0; preview < PREVIEWS; preview += 1) {
    read.push(await checkAll(filters, "warn"));
    unread.push(await checkAll(filters, "off"));
  }
  return { read: median(read), unread: median(unread), share: median(read) - median(unread) };
}

/** Uses a new host, as each preview does, so that the time to load its code is included. */
async function checkAll(filters: readonly string[], filterCheck: "warn" | "off"): Promise<number> {
  const host = await startHost({ config: { "confluent-sso:filterCheck": filterCheck } });
  try {
    // The first check loads the provider, even if filter checks are off.
    await check(host, "first", { unknown: "property" });
    const start = performance.now();
    for (let index = 0; index < RESOURCES; index += 1) {
      const { failures } = await check(host, `Mapping ${index}`, {
        filter: filters[index % filters.length] ?? "",
      });
      if (failures.length > 0) {
        throw new Error(`A filter of the table fails: ${JSON.stringify(failures)}`);
      }
    }
    return (performance.now() - start) / RESOURCES;
  } finally {
    await host.close();
  }
}

function check(host: Host, displayName: string, more: Record<string, string>): ReturnType<Host["check"]> {
  return host.check({ displayName, ...more });
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;
}
