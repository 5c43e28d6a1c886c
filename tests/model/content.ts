import type { CreateGroupMapping, Inputs } from "../../provider/wire";
/** The content of a mapping, in the API's format. */
export type Content = CreateGroupMapping;

/** The number of contents that each stack has for itself. */
export const OWN_CONTENTS = 6;

/** The index of the content that any stack and the other writer can use. */
export const SHARED_CONTENT = OWN_CONTENTS;

const NAMES = ["Admins", 'Read "only": \\ äö', "Ops, on call"];
const FILTERS = ["admins", '"ops" in groups'];

/**
 * Returns one of a few contents. There are only a few, so that two resources of one program, or of two runs, often have the
 * same content. The contents of different stacks are different, except for the shared one.
 */
export function inputsFor(stack: number, index: number): Inputs {
  if (index === SHARED_CONTENT) {
    return { displayName: "Everybody", description: "", filter: "true" };
  }
  return {
    displayName: `${NAMES[index % NAMES.length] ?? ""} ${stack}`,
    description: index < NAMES.length ? "" : "more",
    filter: FILTERS[index % FILTERS.length] ?? "",
  };
}

export function contentOf({ displayName, description, filter }: Inputs): Content {
  return { display_name: displayName, description, filter };
}

export function isSame(one: Content, other: Content): boolean {
  return CONTENT_FIELDS.every((field) => one[field] === other[field]);
}

export const CONTENT_FIELDS = [
  "display_name",
  "description",
  "filter",
] as const satisfies readonly (keyof Content)[];
