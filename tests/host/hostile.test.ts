import { caseCount } from "../support/cases";
import { BYTES } from "./hostile/bytes";
import { FAILURES } from "./hostile/failures";
import { JSONS } from "./hostile/jsons";
import { Lane } from "./hostile/lane";
import { LISTS } from "./hostile/lists";
import { type Row, type Run, runsOf } from "./hostile/row";
import { response } from "./support/hostileServer";
import { executedStatusRow, SAMPLE_STATUSES, statusRow, STATUSES } from "./hostile/statuses";

/** The time limit for all runs of one kind. */
const LIMIT_MS = 600_000;

/** Only every nth run is executed. */
const STRIDE = caseCount({ quick: 9, thorough: 1 });

let lanes: Lane[];

beforeAll(async () => {
  lanes = await Promise.all(Array.from({ length: caseCount({ quick: 2, thorough: 6 }) }, () => Lane.start()));
}, LIMIT_MS);

afterAll(async () => {
  const problems = await Promise.all(lanes.map((lane) => lane.close()));
  // Problems in the output of the processes.
  expect(problems.flat()).toEqual([]);
});

/** Executes all runs, one per lane at a time. Returns all problems. */
async function runAll(runs: readonly Run[]): Promise<string[]> {
  const queue = runs.values();
  const problems: string[] = [];
  await Promise.all(
    lanes.map(async (first, index) => {
      let lane = first;
      for (const run of queue) {
        problems.push(...(await lane.run(run)));
        if (run.row.asksToWait === true) {
          problems.push(...(await lane.close()));
          lane = await Lane.start();
          lanes[index] = lane;
        }
      }
    }),
  );
  return problems;
}

test.each<[string, readonly Row[]]>([
  ["the bytes of a response", BYTES],
  ["an error response", FAILURES],
  ["the JSON of a mapping", JSONS],
  ["the list of mappings", LISTS],
])(
  "a server that is hostile in %s",
  async (_what, rows) => {
    const runs = runsOf(rows).filter((_run, index) => index % STRIDE === 0);
    expect(await runAll(runs)).toEqual([]);
  },
  LIMIT_MS,
);

describe("every status", () => {
  const statuses = caseCount({ quick: 0, thorough: 1 }) === 1 ? STATUSES : SAMPLE_STATUSES;

  test.each([1, 2, 3, 4, 5])(
    "from %d00 on, for every operation, once and always",
    async (hundreds) => {
      const ofClass = statuses.filter((status) => Math.floor(status / 100) === hundreds);
      const runs = runsOf(ofClass.flatMap((status) => [statusRow(status), ...executedStatusRow(status)]));
      expect(await runAll(runs)).toEqual([]);
    },
    LIMIT_MS,
  );

  test("is covered: 500 statuses for 4 operations, once and always, and 402 executed creations", () => {
    expect(runsOf(STATUSES.map(statusRow))).toHaveLength(4_000);
    expect(runsOf(STATUSES.flatMap(executedStatusRow))).toHaveLength(402);
  });
});

describe("an id in a path", () => {
  const STATE = { displayName: "Admins", description: "", filter: "admins" };

  /** Reads the id. Returns the error, and the requests that the server received. */
  async function read(id: string): Promise<{ error: string; requests: string[] }> {
    const [lane] = lanes;
    const reply = () => response("501 Not Implemented", "{}");
    lane?.server.attack({ applies: () => true, times: Infinity, executes: false, reply });
    const error = await lane?.expectError((host) => host.read(id, STATE));
    const requests = lane?.server.requests.map(({ method, url }) => `${method} ${url}`) ?? [];
    lane?.server.attack();
    return { error: error ?? "", requests };
  }

  test.each<[string, string]>([
    ["a/b", "a%2Fb"],
    ["../../org", "..%2F..%2Forg"],
    ["%2e%2e", "%252e%252e"],
    ["a?b#c", "a%3Fb%23c"],
    ["ä\u{1F600}", "%C3%A4%F0%9F%98%80"],
  ])("%j is encoded as one segment", async (id, encoded) => {
    const { requests } = await read(id);
    expect(requests).toEqual([`GET /iam/v2/sso/group-mappings/${encoded}`]);
  });

  test.each(["..", ".", " ", "a\r\nX: y"])("%j is rejected without a request", async (id) => {
    const { error, requests } = await read(id);
    expect(error).toContain("is not the id of a group mapping");
    expect(requests).toEqual([]);
  });
});
