import { excerpt, rangeOf } from "../report";
import { defineRule } from "./rule";

export const surroundingWhitespace = defineRule({
  id: "surrounding-whitespace",
  severity: "warning",
  summary: "A group's identifier begins or ends with white space, which is part of the name.",
  example: " kafka-admins",
  check: ({ reading }) => {
    if (reading.kind !== "group" || reading.name.trim() === reading.name) {
      return [];
    }
    const { name } = reading;
    const trimmed = name.trim();
    const start = name.indexOf(trimmed);
    const end = start + trimmed.length;
    return [
      {
        message: `the group's identifier ${start > 0 ? (end < name.length ? "begins and ends" : "begins") : "ends"} with white space, which counts`,
        suggestion: `Write ${excerpt(trimmed)}, unless the identity provider sends it so`,
        start: start > 0 ? 0 : end,
        end: start > 0 ? start : name.length,
      },
    ];
  },
});

/** As a group's identifier it is valid, and lets in hardly anybody. */
export const looksLikeExpression = defineRule({
  id: "looks-like-expression",
  severity: "warning",
  summary: "The filter is treated as a group's identifier, but it looks like an expression.",
  example: "kafka-admins IN groups",
  check: ({ lookalike, truth }) =>
    lookalike === undefined || truth?.always === "everyone"
      ? []
      : [
          {
            message: "this is taken for the identifier of one group, and looks nearly like a condition",
            suggestion:
              'Write a condition as "kafka" in groups, && and || between several, and true for everybody',
            ...rangeOf(lookalike),
          },
        ],
});
