import {
  type Claims,
  claimsOf,
  type Decision,
  decisionsOf,
  Evaluator,
  CelError,
  CelUnknown,
  type Result,
  TRUE,
} from "./evaluation";
import { type Node, readFilter } from "./syntax";

/** Whether a filter lets a user in. */
export type Verdict = "matches" | "does not match" | "cannot tell";

export interface Match {
  readonly verdict: Verdict;
  /** What decided, or stands in the way: parts of the filter, in the order in which they are written. */
  readonly decisions: readonly Decision[];
}

/** Steps that one user may take, some milliseconds; nothing that anybody means takes as many. */
const MAX_STEPS_PER_USER = 100_000;

/** Steps that many users may take together, about a second. */
const MAX_STEPS_FOR_ALL_USERS = 10_000_000;

/**
 * Whether a filter lets a user of these groups in, as CEL has it; where it is a group's identifier, whether that is among
 * them. An error lets nobody in. Never throws, and takes a bounded time.
 *
 * @param claims all that the user's token says; left out where that is not known
 */
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
  const {
    start,
    end,
    message: why,
  } = reading.kind === "invalid" ? reading.problem : { start: 0, end: 0, message: reading.why };
  return { verdict: "cannot tell", decisions: [{ start, end, outcome: "open", why }] };
}

/**
 * The same for many users one after the other, without what decided. Where all of them together take too long, it cannot
 * be told for the rest.
 */
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
    const user = { groups, claims: undefined };
    const result = evaluator.run(reading.tree, user, Math.min(left, MAX_STEPS_PER_USER));
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
  // What is no condition at all, such as a group's name in quotes, the API may take otherwise than CEL does.
  return result instanceof CelError ? "does not match" : "cannot tell";
}
