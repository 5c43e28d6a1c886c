import { inform, warn } from "../provider/engineLog";
import { secrets } from "../provider/errors";

const printed = jest.spyOn(console, "error").mockImplementation();

beforeEach(() => {
  printed.mockClear();
});
afterAll(() => {
  printed.mockRestore();
});

test("a warning goes to stderr if there is no engine, once per text", async () => {
  await warn("first");
  await warn("second");
  await Promise.all([warn("first"), warn("second")]);
  expect(printed.mock.calls).toEqual([["warning: first"], ["warning: second"]]);
});

test("a notice also goes there, unchanged and once", async () => {
  await inform("kafka-admins: 3 users gain");
  await inform("kafka-admins: 3 users gain");
  expect(printed.mock.calls).toEqual([["kafka-admins: 3 users gain"]]);
});

test("a warning contains no secret", async () => {
  secrets.add("secret-of-a-warning");
  await warn("The key is secret-of-a-warning");
  expect(printed.mock.calls).toEqual([["warning: The key is [redacted]"]]);
});

test("a warning cannot control a terminal", async () => {
  await warn("Group mapping \u001b[2J is gone");
  expect(printed.mock.calls.flat().join("")).not.toContain("\u001b");
});

test("a warning that the engine rejects goes to stderr, and the operation continues", async () => {
  const [node = "", script = "", ...rest] = process.argv;
  process.argv = [node, script, "127.0.0.1:1"];
  await warn("nobody listens");
  process.argv = [node, script, ...rest];
  expect(printed.mock.calls).toEqual([["warning: nobody listens"]]);
});
