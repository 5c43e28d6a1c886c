import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readFilterArgument } from "../../../cli/filters";
import { UsageError } from "../../../cli/io";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "confluent-sso-filters-"));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function fileOf(content: string | Uint8Array): Promise<string> {
  const path = join(folder, "filter.cel");
  await writeFile(path, content);
  return path;
}

test("the argument is the filter, unchanged", async () => {
  await expect(readFilterArgument(" Team A ", {})).resolves.toEqual([
    { name: "the filter", text: " Team A " },
  ]);
});

test.each([
  ['"a" in groups\n', '"a" in groups'],
  ['"a" in groups\r\n', '"a" in groups'],
  ['"a" in groups &&\n"b" in groups\n', '"a" in groups &&\n"b" in groups'],
  ["Team A \n\n", "Team A \n"],
  ["\uFEFFTeam A", "Team A"],
])(
  "a file that contains %j is the filter %j, without the last line break and the byte order mark",
  async (content, text) => {
    const file = await fileOf(content);
    await expect(readFilterArgument(undefined, { file })).resolves.toEqual([{ name: file, text }]);
  },
);

test.each([
  ["no source", undefined, {}, "No filter"],
  ["two sources", "a", { live: true as const }, "More than one source of filters"],
])("%s is a usage error that lists the sources", async (_what, argument, options, problem) => {
  const filters = readFilterArgument(argument, options);
  await expect(filters).rejects.toBeInstanceOf(UsageError);
  await expect(filters).rejects.toThrow(
    `${problem}. Specify one of FILTER, - (standard input), --file FILE, --stack FILE, or --live.`,
  );
});
