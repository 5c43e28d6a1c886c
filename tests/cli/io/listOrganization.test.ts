import { listOrganization } from "../../../cli/io";
import { ForbiddenError } from "../../../provider/rest/http";
import type { ProviderError } from "../../../provider/errors";
import { failureOf } from "../../support/failureOf";
import { body, deletedBody, page } from "../../support/mappings";
import { scriptedApi, type ScriptedApi, type Step } from "../../support/scriptedApi";

const ok = (answer: unknown): Step => ({ status: 200, body: answer });
const first = (...mappings: unknown[]) => ok(page(mappings, "?page_token=2"));
const last = (...mappings: unknown[]) => ok(page(mappings));
const [a, b, c] = [body("group-a"), body("group-b"), body("group-c")];

async function listed(...steps: Step[]): Promise<{ ids: string[]; warnings: string[]; api: ScriptedApi }> {
  const api = scriptedApi(steps);
  const warnings: string[] = [];
  const organization = await listOrganization(api.mappings, (remark) => warnings.push(remark));
  return { ids: [...organization.keys()], warnings, api };
}

test("listOrganization reads a single page once", async () => {
  const { ids, warnings } = await listed(last(a, b));
  expect(ids).toEqual(["group-a", "group-b"]);
  expect(warnings).toEqual([]);
});

test("listOrganization reads several pages until two consecutive results are equal", async () => {
  const { ids, warnings, api } = await listed(first(a), last(b), first(a), last(b));
  expect(ids).toEqual(["group-a", "group-b"]);
  expect(warnings).toEqual([]);
  expect(api.sent()).toHaveLength(4);
});

test("listOrganization uses the latest version of a mapping that changes in the meantime, with a warning", async () => {
  const changed = body("group-b", { filter: "changed" });
  const api = scriptedApi([first(a), last(b), first(a), last(changed, c), first(a), last(changed, c)]);
  const warnings: string[] = [];
  const organization = await listOrganization(api.mappings, (remark) => warnings.push(remark));
  expect(organization.get("group-b")?.filter).toBe("changed");
  expect(warnings).toEqual([
    'While the list was read, group mapping "Admins" (group-b) was changed. Its current version is used.',
    'While the list was read, group mapping "Admins" (group-c) was created.',
  ]);
});

test("listOrganization omits a mapping that is deleted in the meantime, with a warning", async () => {
  const { ids, warnings } = await listed(first(a, b), last(c), first(a), last(c), first(a), last(c));
  expect(ids).toEqual(["group-a", "group-c"]);
  expect(warnings).toEqual(['While the list was read, group mapping "Admins" (group-b) was deleted.']);
});

test("listOrganization returns a mapping that moved to another page once", async () => {
  const { ids } = await listed(first(a, b), last(b, c), first(a), last(b, c));
  expect(ids).toEqual(["group-a", "group-b", "group-c"]);
});

test("listOrganization fails after five reads if the mappings keep changing", async () => {
  const steps = [1, 2, 3, 4, 5].flatMap((count) => [first(a), last(body("group-b", { filter: `${count}` }))]);
  const api = scriptedApi(steps);
  const { message } = await failureOf(listOrganization(api.mappings, () => undefined));
  expect(message).toMatch(/^Cannot read .* they were read 5 times and changed each time/);
});

test("listOrganization skips a mapping that is being deleted, with a warning", async () => {
  const { ids, warnings } = await listed(last(a, deletedBody("group-b")));
  expect(ids).toEqual(["group-a"]);
  expect(warnings).toEqual(['Skipped group mapping "Admins" (group-b): it is being deleted.']);
});

test("listOrganization reads an incomplete item of the list individually", async () => {
  const { ids, api } = await listed(last(a, { ...b, filter: null }), ok(b));
  expect(ids).toEqual(["group-a", "group-b"]);
  expect(api.sent()).toEqual(["GET group-mappings", "GET group-mappings/group-b"]);
});

test("listOrganization throws the API's error", async () => {
  const api = scriptedApi([{ status: 403, body: { message: "no" } }]);
  const error: ProviderError = await failureOf(listOrganization(api.mappings, () => undefined));
  expect(error).toBeInstanceOf(ForbiddenError);
});
