const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Lets `work` clean up after Ctrl-C and its like: it is told by the AbortSignal; then the process ends by that signal. */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let received: NodeJS.Signals | undefined;
  const onSignal = (name: NodeJS.Signals): void => {
    received ??= name;
    controller.abort(new Error(`Interrupted by ${received}.`));
  };
  for (const name of SIGNALS) {
    process.on(name, onSignal);
  }
  try {
    return await work(controller.signal);
  } finally {
    for (const name of SIGNALS) {
      process.off(name, onSignal);
    }
    if (received !== undefined) {
      process.kill(process.pid, received);
    }
  }
}

/** For what cannot be told, such as the official installer: it is no longer waited for. */
export async function unlessAborted(signal: AbortSignal, work: Promise<void>): Promise<void> {
  let stop: () => void = () => undefined;
  const aborted = new Promise<void>((resolve) => (stop = resolve));
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) {
    stop();
  }
  try {
    await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
  signal.throwIfAborted();
}
