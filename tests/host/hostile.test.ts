import { caseCount } from "../support/cases";
import { ENTRY_POINTS, type EntryPoint } from "../support/host";
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

/** `npm test` executes every nth run. The numbers are odd, so that each entry point gets every operation and both modes. */
const STRIDES: Record<EntryPoint, number> = {
  "dynamic provider": caseCount({ quick: 17, thorough: 1 }),
  plugin: caseCount({ quick: 19, thorough: 1 }),
};

/** A plugin starts faster, and gets the statuses after which an operation waits longest. */
const LANES: Record<EntryPoint, number> = {
  "dynamic provider": caseCount({ quick: 2, thorough: 6 }),
  plugin: caseCount({ quick: 4, thorough: 6 }),
};

/** The statuses of an entry point: in `npm test`, half of the sample. */
function statusesOf(entryPoint: EntryPoint): readonly number[] {
  const half = SAMPLE_STATUSES.filter((_status, index) => ENTRY_POINTS[index % 2] === entryPoint);
  return STRIDES[entryPoint] === 1 ? STATUSES : half;
}

describe.each(ENTRY_POINTS)("%s:", (entryPoint) => {
  let lanes: Lane[];

  beforeAll(async () => {
    lanes = await Promise.all(Array.from({ length: LANES[entryPoint] }, () => Lane.start(entryPoint)));
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
            lane = await Lane.start(entryPoint);
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
      const runs = runsOf(rows).filter((_run, index) => index % STRIDES[entryPoint] === 0);
      expect(await runAll(runs)).toEqual([]);
    },
    LIMIT_MS,
  );

  describe("every status", () => {
    test.each([1, 2, 3, 4, 5])(
      "from %d00 on, for every operation, once and always",
      async (hundreds) => {
        const ofClass = statusesOf(entryPoint).filter((status) => Math.floor(status / 100) === hundreds);
        const runs = runsOf(ofClass.flatMap((status) => [statusRow(status), ...executedStatusRow(status)]));
        expect(await runAll(runs)).toEqual([]);
      },
      LIMIT_MS,
    );
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
});

test("every status is covered: 500 for 4 operations, once and always, and 402 executed creations", () => {
  expect(runsOf(STATUSES.map(statusRow))).toHaveLength(4_000);
  expect(runsOf(STATUSES.flatMap(executedStatusRow))).toHaveLength(402);
});
