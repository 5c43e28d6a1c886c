import { closest, distance } from "fastest-levenshtein";

/** Returns the name that a misspelled one is closest to. `normalize` removes what does not matter, such as case. */
export function closestName<Name extends string>(
  misspelled: string,
  names: readonly Name[],
  normalize: (name: string) => string,
  maxDistance = Math.min(3, Math.floor(normalize(misspelled).length / 3)),
): Name | undefined {
  const near = closest(normalize(misspelled), names.map(normalize));
  return distance(normalize(misspelled), near) <= maxDistance
    ? names.find((name) => normalize(name) === near)
    : undefined;
}
