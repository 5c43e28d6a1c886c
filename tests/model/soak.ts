/** `npm run test:soak [operations]` runs the model, by default with a million operations. */
import { fromEnvironment, VARIABLE } from "./again";
import { neverHappened } from "./coverage";
import { DUPLICATES } from "./duplicates";
import { runModel } from "./runModel";

/** The time between two progress lines. */
const PROGRESS_INTERVAL_MS = 10_000;

async function soak(operations: number): Promise<number> {
  const { seed, ...again } = fromEnvironment(Date.now() % 1_000_000_000);
  console.log(`${operations} operations, seed ${seed} (${VARIABLE}=${seed} runs the same programs)`);
  const begun = performance.now();
  let printedAt = begun;
  const { statistics, failure } = await runModel({
    seed,
    operations,
    duplicates: DUPLICATES,
    ...again,
    onProgress: ({ programs, operations: done }) => {
      const now = performance.now();
      if (now - printedAt >= PROGRESS_INTERVAL_MS) {
        printedAt = now;
        const seconds = Math.round((now - begun) / 1_000);
        console.log(`${done.total()} operations in ${programs} programs, ${seconds} s`);
      }
    },
  });
  console.log(`\n${statistics.toString()}\n`);
  const problems = [
    ...(failure === undefined ? [] : [failure.text]),
    ...(again.again === undefined && failure === undefined
      ? neverHappened(statistics).map((name) => `Never happened: ${name}`)
      : []),
  ];
  console.log(problems.length === 0 ? "No invariant was broken." : problems.join("\n"));
  return problems.length === 0 ? 0 : 1;
}

const [, , operations = "1000000"] = process.argv;
if (!/^[1-9]\d*$/.test(operations)) {
  throw new Error(`"${operations}" is not a number of operations`);
}
void soak(Number(operations)).then((code) => {
  process.exitCode = code;
});
