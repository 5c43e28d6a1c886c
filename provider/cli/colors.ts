import picocolors from "picocolors";

type Colors = ReturnType<typeof picocolors.createColors>;

/** Colours for stdout: none where that is no terminal, or NO_COLOR is set (https://no-color.org). */
export function colors({
  stdout,
  env,
}: { readonly stdout: { readonly isTTY: boolean }; readonly env: NodeJS.ProcessEnv } = process): Colors {
  return picocolors.createColors(stdout.isTTY && (env["NO_COLOR"] ?? "") === "");
}
