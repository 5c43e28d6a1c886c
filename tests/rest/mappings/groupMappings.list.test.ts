import { ForbiddenError, InvalidResponseError } from "../../../provider/rest/http";
import { body, deletedBody, page } from "../../support/mappings";
import { failureOf } from "../../support/failureOf";
import { scriptedApi, type Step } from "../../support/scriptedApi";
import { listOf } from "../../support/listOf";

/** Returns the ids of the whole list, and the query of every request for it. */
async function listed(steps: readonly Step[]): Promise<{ ids: string[]; queries: unknown[] }> {
  const { mappings, requests } = scriptedApi(steps);
  const ids: string[] = [];
  for await (const { id } of listOf(mappings)) {
    ids.push(id);
  }
  return { ids, queries: requests.map(({ query }) => query) };
}

const all = (steps: readonly Step[]): Promise<unknown> => listed(steps);
const ok = (answered: unknown): Step => ({ status: 200, body: answered });

describe("list", () => {
  test.each<[string, unknown]>([
    ["without next", page([body("group-a")])],
    ["whose next is null", page([body("group-a")], null)],
    ["whose next is empty", page([body("group-a")], "")],
    ["without metadata", { data: [body("group-a")] }],
  ])("ends with a page %s", async (_what, answered) => {
    await expect(listed([ok(answered)])).resolves.toEqual({
      ids: ["group-a"],
      queries: [{ page_size: "100" }],
    });
  });

  test.each<[string, string]>([
    ["on the vendor's host", "https://confluent.cloud/api/iam/v2/sso/group-mappings?page_token=t%2F1"],
    ["that is relative", "/iam/v2/sso/group-mappings?page_size=1&page_token=t%2F1"],
    ["that is malformed", "http://[bad?page_token=t%2F1"],
  ])("continues at the configured endpoint after a next %s", async (_what, next) => {
    const steps = [ok(page([body("group-a")], next)), ok(page([body("group-b")]))];
    await expect(listed(steps)).resolves.toEqual({
      ids: ["group-a", "group-b"],
      queries: [{ page_size: "100" }, expect.objectContaining({ page_token: "t/1" })],
    });
  });

  test("returns no mappings if data is null or empty, and continues", async () => {
    const steps = [
      ok({ data: null, metadata: { next: "?page_token=1" } }),
      ok(page([], "?page_token=2")),
      ok(page([body("group-c")])),
    ];
    await expect(listed(steps)).resolves.toMatchObject({ ids: ["group-c"] });
  });

  test("returns mappings that are being deleted", async () => {
    await expect(listed([ok(page([deletedBody("group-a")]))])).resolves.toMatchObject({ ids: ["group-a"] });
  });

  test("requests only the pages that are needed", async () => {
    const { mappings, sent } = scriptedApi([ok(page([body("group-a")], "?page_token=1"))]);
    for await (const { id } of listOf(mappings)) {
      expect(id).toBe("group-a");
      break;
    }
    expect(sent()).toEqual(["GET group-mappings"]);
  });

  test.each<[string, readonly Step[], string]>([
    [
      "a next without a token",
      [ok(page([], "https://confluent.cloud/api?page_size=1"))],
      "has no page_token",
    ],
    [
      "a token that is repeated",
      [ok(page([], "?page_token=1")), ok(page([], "?page_token=2")), ok(page([], "?page_token=1"))],
      "it repeats a page_token, so the list would never end",
    ],
    [
      "a page that is not a list",
      [ok(page([], "?page_token=1")), ok([]), ok([])],
      "the response is a list, expected an object",
    ],
    ["an item without an id", [ok(page([body("")]))], "data[0].id is missing or empty"],
  ])("fails after %s", async (_what, steps, problem) => {
    const error = await failureOf(all(steps));
    expect(error).toBeInstanceOf(InvalidResponseError);
    expect(error.message).toContain("Cannot list the group mappings of the organization");
    expect(error.message).toContain(problem);
  });

  test("fails if a later page fails", async () => {
    const steps = [ok(page([body("group-a")], "?page_token=1")), { status: 403, body: { message: "no" } }];
    expect(await failureOf(all(steps))).toBeInstanceOf(ForbiddenError);
  });
});

describe("one page", () => {
  test("has the mappings that are not being deleted, and the token of the next page", async () => {
    const steps = [ok(page([body("group-a"), deletedBody("group-b")], "?page_token=t%2F1"))];
    const { mappings, requests } = scriptedApi(steps);
    const { mappings: found, next } = await mappings.page(7, "");
    expect(found.map(({ id }) => id)).toEqual(["group-a"]);
    expect(next).toBe("t/1");
    expect(requests.map(({ query }) => query)).toEqual([{ page_size: "7" }]);
  });

  test("is requested by its token, with at most 100 mappings, and the last one has no next token", async () => {
    const { mappings, requests } = scriptedApi([ok(page([body("group-a")]))]);
    await expect(mappings.page(Number.POSITIVE_INFINITY, "t/1")).resolves.toEqual({
      mappings: [expect.objectContaining({ id: "group-a" })],
    });
    expect(requests.map(({ query }) => query)).toEqual([{ page_size: "100", page_token: "t/1" }]);
  });
});
