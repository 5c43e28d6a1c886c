import type { Answer } from "../../provider/rest/exchange";
import { traverse } from "../../provider/rest/pagination";
import type { AnsweredPage } from "../../provider/wire/decode";

const ANSWER: Answer = { status: 200, statusText: "OK", header: () => undefined, body: "" };

/** A list whose page of a number, from 0, holds these ids; it has as many pages as are asked for. */
async function endOf(idsOf: (page: number) => string[], last = Number.POSITIVE_INFINITY) {
  const queries: Record<string, string>[] = [];
  const pages = traverse({ verb: "list" }, (query) => {
    const number = queries.push(query) - 1;
    const mappings = idsOf(number).map((id) => ({ id })) as unknown as AnsweredPage["mappings"];
    const next = number < last ? `/x?page_token=t${number}` : undefined;
    return Promise.resolve({ answer: ANSWER, page: { mappings, next } });
  });
  try {
    let step = await pages.next();
    while (step.done !== true) {
      step = await pages.next();
    }
    return { queries, error: undefined };
  } catch (error) {
    return { queries, error };
  }
}

test("each page is asked for with the token of the one before, and with the size of a full page", async () => {
  const { queries, error } = await endOf((page) => [`group-${page}`], 2);
  expect(error).toBeUndefined();
  expect(queries).toEqual([
    { page_size: "100" },
    { page_size: "100", page_token: "t0" },
    { page_size: "100", page_token: "t1" },
  ]);
});

test("ten pages in a row that bring nothing new are the end of patience", async () => {
  const { queries, error } = await endOf(() => []);
  expect(queries).toHaveLength(10);
  expect(error).toMatchObject({ problem: "its pages bring nothing new and never end" });
});

test("pages that bring what was there already count as nothing new", async () => {
  const { queries, error } = await endOf(() => ["group-a"]);
  expect(queries).toHaveLength(11);
  expect(error).toMatchObject({ problem: "its pages bring nothing new and never end" });
});

test("nine pages that bring nothing new are gone over as often as they come", async () => {
  const { queries, error } = await endOf((page) => (page % 10 === 0 ? [`group-${page}`] : []), 45);
  expect(error).toBeUndefined();
  expect(queries).toHaveLength(46);
});

test("a list that brings something new for ever is given up after ten thousand pages", async () => {
  const { queries, error } = await endOf((page) => [`group-${page}`]);
  expect(queries).toHaveLength(10_001);
  expect(error).toMatchObject({ problem: "its pages bring nothing new and never end" });
});
