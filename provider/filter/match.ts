import {
  CelError,
  CelUnknown,
  type Claims,
  claimsOf,
  type Decision,
  decisionsOf,
  Evaluator,
  type Result,
  TRUE,
} from "./evaluation";
import { type Node, readFilter } from "./syntax";

export type Verdict = "matches" | "does not match" | "cannot tell";

interface Match {
  readonly verdict: Verdict;
  /** The parts of the filter that decided, or that could not be evaluated, in their order. */
  readonly decisions: readonly Decision[];
}

/** Evaluation steps for one user: a few milliseconds, and more than any real filter takes. */
const MAX_STEPS_PER_USER = 100_000;

/** Evaluation steps for all users together: about a second. */
const MAX_STEPS_FOR_ALL_USERS = 10_000_000;

/** Matches a filter with a user as CEL does. An error means no match. Never throws, and takes a bounded time. */
export function match(filter: string, groups: readonly string[], claims?: Claims): Match {
  const reading = readFilter(filter);
  if (reading.kind === "expression") {
    const user = { groups, claims: claimsOf(claims) };
    const evaluate = (node: Node) => new Evaluator().run(node, user, MAX_STEPS_PER_USER);
    return { verdict: verdictOn(evaluate(reading.tree)), decisions: decisionsOf(reading.tree, evaluate) };
  }
  if (reading.kind === "group") {
    const isMember = groups.includes(reading.name);
    return {
      verdict: isMember ? "matches" : "does not match",
      decisions: [{ start: 0, end: reading.name.length, outcome: isMember ? "true" : "false" }],
    };
  }
  const problem = reading.kind === "invalid" ? reading.problem : { start: 0, end: 0, message: reading.why };
  const { start, end, message: why } = problem;
  return { verdict: "cannot tell", decisions: [{ start, end, outcome: "open", why }] };
}

/** Returns a faster `match` for many users. After too many steps, the verdict is "cannot tell". */
export function matcherOf(filter: string): (groups: readonly string[]) => Verdict {
  const reading = readFilter(filter);
  if (reading.kind === "group") {
    return (groups) => (groups.includes(reading.name) ? "matches" : "does not match");
  }
  if (reading.kind !== "expression") {
    return () => "cannot tell";
  }
  let left = MAX_STEPS_FOR_ALL_USERS;
  const evaluator = new Evaluator();
  return (groups) => {
    const result = evaluator.run(reading.tree, { groups }, Math.min(left, MAX_STEPS_PER_USER));
    left -= evaluator.taken;
    return verdictOn(result);
  };
}

function verdictOn(result: Result): Verdict {
  if (result instanceof CelUnknown) {
    return (result.outcomes & TRUE) === 0 ? "does not match" : "cannot tell";
  }
  if (typeof result === "boolean") {
    return result ? "matches" : "does not match";
  }
  // The API may read a filter that is not a condition, such as a group name in quotes, differently.
  return result instanceof CelError ? "does not match" : "cannot tell";
}
