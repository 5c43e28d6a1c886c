import type { Directory } from "./directory";
import { expansionRemark } from "./expansion";
import { othersRemark } from "./othersRemark";
import { overageRemark } from "./overage";

/** What to know of a directory before it is believed: sentences that count users, and name nobody. */
export function remarksOn(directory: Directory): readonly string[] {
  return [overageRemark, expansionRemark, othersRemark]
    .map((remarkOn) => remarkOn(directory))
    .filter((remark) => remark !== undefined);
}
