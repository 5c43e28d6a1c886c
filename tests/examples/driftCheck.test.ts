import { findDrift, openIssue } from "../../examples/drift-check/checkDrift";

const REPOSITORY = { api: "https://api.example", name: "owner/name", token: "token-of-this-test" };
const ISSUES = "https://api.example/repos/owner/name/issues";

type Preview = Parameters<typeof findDrift>[0]["preview"];

describe("findDrift", () => {
  test("runs a preview that refreshes, and returns nothing if it would change nothing", async () => {
    const preview = jest.fn<ReturnType<Preview>, Parameters<Preview>>().mockResolvedValue({} as never);
    await expect(findDrift({ preview })).resolves.toBeUndefined();
    expect(preview).toHaveBeenCalledWith(expect.objectContaining({ refresh: true, expectNoChanges: true }));
  });

  test("returns what a failed preview printed", async () => {
    const preview = () => Promise.reject(new Error('code: 7\n~ filter: "true" => "admins"'));
    await expect(findDrift({ preview })).resolves.toContain('~ filter: "true" => "admins"');
  });
});

describe("openIssue", () => {
  const fetched = jest.spyOn(globalThis, "fetch");
  const respond = (...bodies: unknown[]): void => {
    fetched.mockReset();
    bodies.forEach((body) => fetched.mockResolvedValueOnce(Response.json(body)));
  };

  afterAll(() => {
    fetched.mockRestore();
  });

  test("opens an issue that GitHub accepts, with the text of the preview", async () => {
    respond([], {});
    await openIssue(REPOSITORY, "Drift in dev", "x".repeat(100_000));
    const [[query], [url, { method, headers, body } = {}]] = fetched.mock.calls as [
      [unknown],
      [unknown, RequestInit?],
    ];
    expect([query, method, url]).toEqual([`${ISSUES}?state=open&labels=drift`, "POST", ISSUES]);
    expect(headers).toMatchObject({ authorization: "Bearer token-of-this-test" });
    const issue = JSON.parse(body as string) as { body: string };
    expect(issue).toMatchObject({ title: "Drift in dev", labels: ["drift"] });
    expect(issue.body).toMatch(/^````\nx+\n````$/);
    expect(issue.body.length).toBeLessThan(65_536);
  });

  test("opens no second issue", async () => {
    respond([{ number: 7 }]);
    await openIssue(REPOSITORY, "Drift in dev", "text");
    expect(fetched).toHaveBeenCalledTimes(1);
  });

  test("fails if GitHub refuses", async () => {
    fetched.mockReset().mockResolvedValue(new Response("", { status: 403 }));
    await expect(openIssue(REPOSITORY, "Drift in dev", "text")).rejects.toThrow("issues with 403");
  });
});
