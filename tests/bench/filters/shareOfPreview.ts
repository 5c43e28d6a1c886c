import { type Host, startHost } from "../../support/host";

const RESOURCES = 1_000;

/** Of so many previews of each kind, by turns, the median counts: a busy machine slows some of them. */
const PREVIEWS = 5;

/** Milliseconds that a preview's check takes, for one resource. */
export interface ShareOfPreview {
  readonly read: number;
  readonly unread: number;
  /** What reading the filter adds. */
  readonly share: number;
}

/** What the reading of `filters` adds to a preview: measured in the real host, which is asked as the engine asks. */
export async function shareOfPreview(filters: readonly string[]): Promise<ShareOfPreview> {
  const read: number[] = [];
  const unread: number[] = [];
  for (let preview = 0; preview < PREVIEWS; preview += 1) {
    read.push(await checkAll(filters, "warn"));
    unread.push(await checkAll(filters, "off"));
  }
  return { read: median(read), unread: median(unread), share: median(read) - median(unread) };
}

/** A host of its own, as each preview has: so the loading of its code counts too. */
async function checkAll(filters: readonly string[], filterCheck: "warn" | "off"): Promise<number> {
  const host = await startHost({ config: { "confluent-sso:filterCheck": filterCheck } });
  try {
    // The first check loads the provider itself, whatever becomes of the filters.
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
