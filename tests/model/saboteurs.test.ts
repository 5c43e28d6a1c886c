import { bringToAnEnd } from "./ending";
import { runModel } from "./runModel";
import { SABOTEURS } from "./saboteurs";
import { Statistics } from "./statistics";
import { INVARIANTS, Violation } from "./violation";
import { virtualPlace } from "./virtualPlace";
import { World } from "./world";

/** Each saboteur is detected within fewer operations. */
const OPERATIONS = 5_000;

describe("the model detects a provider that", () => {
  test.each(SABOTEURS)("$does", async ({ breaks, sabotage, duplicates = "allow" }) => {
    const { failure } = await runModel({
      seed: 1,
      operations: OPERATIONS,
      duplicates: [duplicates],
      sabotage: sabotage(),
      shrink: false,
    });
    expect(failure?.violation?.invariant).toBe(breaks);
  });
});

test("the model detects that it does not match the API", async () => {
  const options = {
    seed: 1,
    stacks: 1,
    maxRetries: 0,
    requestTimeout: 30,
    maxConcurrency: 16,
    latency: 0,
    deletionLag: 0,
    missing: 403,
    quota: undefined,
    assertsOrganization: false,
    keepsData: false,
    isCrowded: false,
  } as const;
  const world = new World(options, new Statistics(), {}, virtualPlace(options, undefined));
  const content = { display_name: "Nobody's", description: "", filter: "x" };
  world.truth.created("group-unheard-of", content, { name: "nobody", late: false }, 0);
  await expect(bringToAnEnd(world)).rejects.toThrow("the model matches the API");
});

test("every invariant has a saboteur", () => {
  const broken = new Set([...SABOTEURS.map(({ breaks }) => breaks), "the model matches the API"]);
  expect(INVARIANTS.filter((invariant) => !broken.has(invariant))).toEqual([]);
  expect(new Violation("no mapping is lost", "x").message).toBe("Broken: no mapping is lost. x");
});
