/** To stderr, always: `npm pack --json` prints JSON to stdout while its prepack script runs here. */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** A failure whose message is all that the user needs: printed without a stack. */
export class PlainError extends Error {
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}
