import type { Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { expectClean } from "../support/secrets";
import { type Host, startHost } from "../support/host";
import { answer, type Bytes, type RawServer, startRawServer } from "./support/rawServer";

const SECRET = "secret-of-the-odd-answers";
const STATE = { displayName: "Admins", description: "", filter: "admins" };
const MAPPING = { id: "group-a", display_name: "Admins", description: "", filter: "admins", state: "ä" };
const JSON_TEXT = JSON.stringify(MAPPING);
const READ = { ...STATE, state: "ä" };
const ELEVEN_MEGABYTES = Buffer.alloc(11 * 1024 * 1024, " ");
const NESTED = "[".repeat(100_000) + "]".repeat(100_000);
const TOO_LONG = "it is longer than 10 MB";

let server: RawServer;
let host: Host;

beforeAll(async () => {
  server = await startRawServer();
  host = await startHost({
    env: {
      CONFLUENT_CLOUD_ENDPOINT: server.url,
      CONFLUENT_CLOUD_API_KEY: "KEY0000000000001",
      CONFLUENT_CLOUD_API_SECRET: SECRET,
      CONFLUENT_CLOUD_MAX_RETRIES: "0",
    },
  });
});

afterAll(async () => {
  await host.close();
  expectClean(host.output(), "KEY0000000000001", SECRET);
  await server.close();
});

/** What a read makes of an answer. */
async function reading(given: Bytes | ((socket: Socket) => void)): Promise<unknown> {
  server.answerWith(given);
  return (await host.read("group-a", STATE)).properties;
}

/** Writes chunks of 64 kB as long as anybody takes them. */
function endlessly(socket: Socket): void {
  socket.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
  const more = () => {
    let isTaken = true;
    while (isTaken && socket.writable) {
      isTaken = socket.write(`10000\r\n${"x".repeat(0x10000)}\r\n`);
    }
  };
  socket.on("drain", more);
  more();
}

describe("an answer that is odd, and can be read", () => {
  test.each<[string, Bytes | ((socket: Socket) => void)]>([
    ["compressed", answer("200 OK", gzipSync(JSON_TEXT), "Content-Encoding: gzip")],
    ["compressed, which it does not say", answer("200 OK", gzipSync(JSON_TEXT))],
    [
      "compressed twice, of which it says one",
      answer("200 OK", gzipSync(gzipSync(JSON_TEXT)), "Content-Encoding: gzip"),
    ],
    ["begun by a byte order mark", answer("200 OK", `\ufeff${JSON_TEXT}`)],
    [
      "in Latin-1, as it says",
      answer(
        "200 OK",
        Buffer.from(JSON_TEXT, "latin1"),
        "Content-Type: application/json; charset=ISO-8859-1",
      ),
    ],
    ["in a charset that nobody knows", answer("200 OK", JSON_TEXT, "Content-Type: text/x; charset=klingon")],
    ["of HTTP/1.0", (socket) => socket.end(`HTTP/1.0 200 OK\r\n\r\n${JSON_TEXT}`)],
    [
      "announced by others",
      `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n${answer("200 OK", JSON_TEXT).toString()}`,
    ],
    ["deep", answer("200 OK", `{"x":${NESTED},${JSON_TEXT.slice(1)}`)],
    [
      "about __proto__, constructor and toString",
      answer(
        "200 OK",
        '{"__proto__":{"id":"group-evil","principal":"evil","metadata":{"resource_name":"evil"}},' +
          '"metadata":{"__proto__":{"created_at":"evil"},"constructor":{"prototype":{"self":"evil"}}},' +
          `"constructor":{"prototype":{"principal":"evil"}},"toString":"evil",${JSON_TEXT.slice(1)}`,
        "__proto__: evil",
        "constructor: evil",
      ),
    ],
  ])("%s: is read", async (_what, given) => {
    await expect(reading(given)).resolves.toEqual(READ);
  });
});

describe("an answer that cannot be read", () => {
  test.each<[string, Bytes | ((socket: Socket) => void), string]>([
    ["of more than 10 MB", answer("200 OK", ELEVEN_MEGABYTES), TOO_LONG],
    ["that never ends", endlessly, TOO_LONG],
    [
      "that swells to more than 10 MB",
      answer("200 OK", gzipSync(ELEVEN_MEGABYTES), "Content-Encoding: gzip"),
      TOO_LONG,
    ],
    ["that swells, and does not say so", answer("200 OK", gzipSync(ELEVEN_MEGABYTES)), TOO_LONG],
    [
      "that is a page",
      answer("200 OK", "<html>Sign in</html>", "Content-Type: text/html"),
      "it is not JSON (200 OK)",
    ],
    ["without a body", answer("200 OK", ""), "it has no body (200 OK)"],
    ["that is a list", answer("200 OK", NESTED), "the answer is a list, wanted an object"],
    [
      "of another shape",
      answer("200 OK", '{"id":"group-a","filter":["a"]}'),
      "the answer.filter is a list, wanted a text",
    ],
    ["about another mapping", answer("200 OK", '{"id":"\\ud800"}'), "it is about another mapping, \ufffd"],
    [
      "longer than it says",
      `HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n${JSON_TEXT}`,
      "no readable answer from",
    ],
    [
      "shorter than it says",
      (socket) => socket.end(`HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n${JSON_TEXT}`),
      "the answer broke off in the middle",
    ],
    [
      "of two lengths",
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
      "Duplicate Content-Length",
    ],
    ["with a header of 1 MB", answer("200 OK", JSON_TEXT, `X: ${"x".repeat(1_000_000)}`), "Header overflow"],
  ])("%s: is an error that says so, whole", async (_what, given, problem) => {
    const error = await reading(given).then(fail, String);
    expect(error).toContain("Cannot read group mapping group-a: ");
    expect(error).toContain(problem);
  });

  test("to an update has it sent once more", async () => {
    const answers = [answer("200 OK", "<html>Sign in</html>"), answer("200 OK", JSON_TEXT)];
    const before = server.requests.length;
    server.answerWith((socket) => socket.write(answers.shift() ?? ""));
    const { properties } = await host.update("group-a", { ...STATE, filter: "others" }, STATE);
    expect(properties).toEqual(READ);
    expect(server.requests.slice(before)).toEqual(Array(2).fill("PATCH /iam/v2/sso/group-mappings/group-a"));
    server.answerWith(answer("200 OK", "<html>Sign in</html>"));
    await expect(host.update("group-a", { ...STATE, filter: "others" }, STATE)).rejects.toThrow(
      'Cannot update group mapping "Admins" (group-a): the API\'s answer cannot be read: it is not JSON (200 OK)',
    );
  });

  test("is no proof of a deletion, whatever its status", async () => {
    server.answerWith(answer("200 OK", "<html>Sign in</html>"));
    await expect(host.delete("group-a", STATE)).rejects.toThrow("it is not JSON (200 OK)");
    server.answerWith("HTTP/1.1 204 No Content\r\n\r\n");
    await expect(host.delete("group-a", STATE)).resolves.toBeUndefined();
  });
});

describe("a failure that is odd", () => {
  const long = "x" + "\u{1F600}".repeat(900);

  test.each<[string, Bytes, string]>([
    [
      "with a text that is cut in the middle of a character",
      answer("400 Bad Request", JSON.stringify({ errors: Array(9).fill({ detail: long }) })),
      "  - x\u{1F600}",
    ],
    ["with half a character", answer("400 Bad Request", '{"message":"\\ud800 is odd"}'), "  - \ufffd is odd"],
    ["that is nested deeply", answer("400 Bad Request", `{"errors":${NESTED}}`), '  - {"errors":[[['],
    ["with a long reason", answer(`400 ${"x".repeat(9_000)}`, '{"message":"short"}'), "  - short"],
    [
      "with a terminal's commands",
      answer("400 \u001b[2J", '{"message":"\\u001b[31mred"}'),
      "  - \ufffd[31mred",
    ],
    [
      "about __proto__ and toString",
      answer("400 Bad Request", '{"__proto__":{"message":"evil"},"toString":1,"message":"kind"}'),
      "the API answered 400 Bad Request.\n  - kind",
    ],
    [
      "with headers that come twice",
      answer("400 Bad Request", '{"message":"x"}', "X-Request-Id: one", "X-Request-Id: two"),
      "(request id one, two)",
    ],
  ])("%s: arrives", async (_what, given, shown) => {
    const error = await reading(given).then(fail, String);
    expect(error).toContain("Cannot read group mapping group-a: the API answered 400 ");
    expect(error).toContain(shown);
    expect(error).not.toContain("evil");
  });
});

describe("a redirect", () => {
  test.each<[string, string]>([
    ["https://elsewhere.example/iam", "a redirect to https://elsewhere.example/iam, which is not followed"],
    [
      "https://user:hidden-word@elsewhere.example/a?token=hidden-word#hidden-word",
      "a redirect to https://[redacted]@elsewhere.example/a?[redacted], which",
    ],
    [`/sign-in/${SECRET}`, "a redirect to /sign-in/[redacted], which"],
  ])("to %s is refused, and shown without what may be secret", async (location, shown) => {
    const before = server.requests.length;
    const error = await reading(answer("307 Temporary Redirect", "", `Location: ${location}`)).then(
      fail,
      String,
    );
    expect(error).toContain(shown);
    expect(error).not.toContain("hidden-word");
    expect(error).not.toContain(SECRET);
    expect(server.requests.length).toBe(before + 1);
  });
});

describe("an id in a path", () => {
  test.each<[string, string]>([
    ["a/b", "a%2Fb"],
    ["../../org", "..%2F..%2Forg"],
    ["%2e%2e", "%252e%252e"],
    ["a?b#c", "a%3Fb%23c"],
    ["ä\u{1F600}", "%C3%A4%F0%9F%98%80"],
  ])("%j stays one part of it", async (id, encoded) => {
    server.answerWith(answer("501 Not Implemented", "{}"));
    await host.read(id, STATE).then(fail, String);
    expect(server.requests.at(-1)).toBe(`GET /iam/v2/sso/group-mappings/${encoded}`);
  });

  test.each(["..", ".", " ", "a\r\nX: y"])("%j is none, and asks nobody", async (id) => {
    const before = server.requests.length;
    await expect(host.read(id, STATE)).rejects.toThrow("is not the id of a group mapping");
    expect(server.requests.length).toBe(before);
  });
});

function fail(): never {
  throw new Error("The call succeeded");
}
