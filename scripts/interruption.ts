/** Ctrl-C was pressed, or the process was told to end. */
export class Interrupted extends Error {}

/**
 * Aborts with {@link Interrupted} once the process is told to end. A terminal's Ctrl-C reaches by itself what was started
 * here, the Pulumi CLI for example, which then saves what it has done; so nothing is killed here, it is only waited for.
 */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      controller.abort(new Interrupted());
    });
  }
  return controller.signal;
}
