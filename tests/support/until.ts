/** Resolves once `condition` holds: looked at whenever the event loop comes round. For what another process does. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
