import { DEFAULT_CREDENTIALS, DEFAULT_ORGANIZATION_ID } from "../../emulator/index";
import { COLLECTION_PATH } from "../../provider/wire";
import { authorizationOf, call, create, failure, itemPath, names } from "./client";
import { OTHER_KEY, OTHER_ORGANIZATION, useEmulators } from "./setUp";

const start = useEmulators();

test("the default credentials are accepted and listed in credentials", async () => {
  const emulator = await start();
  const { url } = emulator;
  expect(emulator.credentials).toEqual([{ ...DEFAULT_CREDENTIALS, organizationId: DEFAULT_ORGANIZATION_ID }]);
  expect(await names(url)).toEqual([]);
});

test.each([
  ["no credentials", ""],
  ["a wrong secret", authorizationOf({ ...DEFAULT_CREDENTIALS, apiSecret: "wrong" })],
  ["a wrong key", authorizationOf({ ...DEFAULT_CREDENTIALS, apiKey: "WRONG" })],
  ["an unknown token", "Bearer unknown"],
  ["the key as a token", `Bearer ${DEFAULT_CREDENTIALS.apiKey}`],
  ["another scheme", "Digest abc"],
  ["only a scheme", "Basic"],
])("%s causes a 401 with the API's WWW-Authenticate header", async (_what, authorization) => {
  const { url } = await start();
  const answer = await call(url, "GET", COLLECTION_PATH, { authorization });
  expect(answer).toEqual(failure(401, "user_unauthenticated"));
  expect(answer.headers["www-authenticate"]).toBe(
    'Basic error="invalid_key", error_description="The API Key is invalid"',
  );
});

test("the scheme is case-insensitive, and a secret can contain a colon", async () => {
  const { url } = await start({ credentials: OTHER_KEY });
  const authorization = authorizationOf(OTHER_KEY).replace("Basic", "bASIC");
  expect(await call(url, "GET", COLLECTION_PATH, { authorization })).toMatchObject({ status: 200 });
});

test("credentials without an organization get the emulator's organization", async () => {
  const key = { apiKey: "k", apiSecret: "s" };
  const emulator = await start({ credentials: key, organizationId: OTHER_ORGANIZATION });
  expect(emulator.credentials).toEqual([{ ...key, organizationId: OTHER_ORGANIZATION }]);
});

test("an organization sees only its own mappings", async () => {
  const emulator = await start({ credentials: [DEFAULT_CREDENTIALS, OTHER_KEY] });
  const { url } = emulator;
  const mine = await create(url, { display_name: "mine" });
  const theirs = await create(url, { display_name: "theirs" }, OTHER_KEY);
  expect(await names(url)).toEqual(["mine"]);
  expect(await names(url, "", OTHER_KEY)).toEqual(["theirs"]);
  expect(emulator.mappings(OTHER_ORGANIZATION)).toEqual([theirs]);
  expect(emulator.mappings()).toEqual([mine, theirs]);
  expect(theirs.metadata?.resource_name).toContain(`organization=${OTHER_ORGANIZATION}/`);
});

test("an id of another organization is treated as missing, and its mapping is unchanged", async () => {
  const emulator = await start({ credentials: [DEFAULT_CREDENTIALS, OTHER_KEY] });
  const { url } = emulator;
  const theirs = await create(url, {}, OTHER_KEY);
  for (const method of ["GET", "PATCH", "DELETE"]) {
    const answer = await call(
      url,
      method,
      itemPath(theirs),
      method === "PATCH" ? { body: { filter: "x" } } : {},
    );
    expect(answer).toEqual(failure(403, "forbidden_access"));
  }
  expect(emulator.mappings()).toEqual([theirs]);
});

test("the quota applies to each organization separately", async () => {
  const emulator = await start({ credentials: [DEFAULT_CREDENTIALS, OTHER_KEY], quota: 1 });
  const { url } = emulator;
  await create(url);
  await create(url, {}, OTHER_KEY);
  expect(emulator.mappings()).toHaveLength(2);
});
