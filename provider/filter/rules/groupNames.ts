import { excerpt } from "../report";
import { defineRule, issueAt } from "./rule";

export const surroundingWhitespace = defineRule({
  id: "surrounding-whitespace",
  severity: "warning",
  summary: "A group's identifier begins or ends with white space, which is part of the name.",
  example: " kafka-admins",
  check: ({ reading, text }) => {
    const start = text.length - text.trimStart().length;
    const end = text.trimEnd().length;
    if (reading.kind !== "group" || (start === 0 && end === text.length)) {
      return [];
    }
    const places = [...(start > 0 ? ["begins"] : []), ...(end < text.length ? ["ends"] : [])];
    return [
      issueAt(
        start > 0 ? { start: 0, end: start } : { start: end, end: text.length },
        `the group's identifier ${places.join(" and ")} with white space, which counts`,
        `Write ${excerpt(text.trim())}, unless the identity provider sends it so`,
      ),
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
          issueAt(
            lookalike,
            "this is taken for the identifier of one group, and looks nearly like a condition",
            'Write a condition as "kafka" in groups, && and || between several, and true for everybody',
          ),
        ],
});
