import picocolors from "picocolors";

type Colors = ReturnType<typeof picocolors.createColors>;

/** A stream that may be a terminal: Node.js leaves `isTTY` out where it is none. */
interface Output {
  readonly isTTY?: boolean | undefined;
}

/** Colours for stdout: none where that is no terminal, or NO_COLOR is set (https://no-color.org). */
export function colors({
  stdout,
  env,
}: { readonly stdout: Output; readonly env: NodeJS.ProcessEnv } = process): Colors {
  // Never undefined: then the library would go by the environment, where CI makes it paint.
  return picocolors.createColors(stdout.isTTY === true && (env["NO_COLOR"] ?? "") === "");
}
