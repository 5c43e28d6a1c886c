/** Waits until `condition` is true, and checks it in each turn of the event loop. For events in another process. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
