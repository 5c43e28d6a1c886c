import {
  startEmulator,
  type Emulator,
  type EmulatorOptions,
  type RecordedExchange,
} from "../../emulator/index";
import { checkExchange } from "./contract";

export interface CheckedEmulatorOptions extends EmulatorOptions {
  /** Returns true for an exchange that violates the contract on purpose and must not be checked. Default: never. */
  readonly expectViolations?: (exchange: RecordedExchange) => boolean;
}

/**
 * An emulator whose `close` rejects with a list of all contract violations in its requests and responses. `reset` checks
 * the exchanges before it removes them.
 */
export async function startCheckedEmulator(options: CheckedEmulatorOptions = {}): Promise<Emulator> {
  const { expectViolations = () => false, ...rest } = options;
  const emulator = await startEmulator(rest);
  const violations: string[] = [];
  const check = (): void => {
    const wanted = emulator.requests().filter((exchange) => !expectViolations(exchange));
    violations.push(...wanted.flatMap(describeViolations));
  };
  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    await emulator.close();
    check();
    if (violations.length > 0) {
      throw new Error(`The contract was violated:\n${violations.join("\n")}`);
    }
  };
  return {
    ...emulator,
    reset: () => {
      check();
      return emulator.reset();
    },
    close: () => (closed ??= close()),
  };
}

function describeViolations(exchange: RecordedExchange): string[] {
  return checkExchange(exchange).map((violation) => `- ${exchange.method} ${exchange.path}: ${violation}`);
}
