import type { Socket } from "node:net";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import type { Answer } from "../../../emulator/index";
import { type Bytes, response } from "../support/hostileServer";
import type { Row } from "./row";

const MEGABYTES_11 = Buffer.alloc(11 * 1024 * 1024, " ");
const TOO_LONG = "it is longer than 10 MB";
const NOT_JSON = "it is not JSON";
const NO_ANSWER = /no (?:readable )?response from/;
const BROKEN_OFF = "the response ended early";
const TIMED_OUT = "no complete response within 2 s";

/** Replies with the honest response in another encoding. */
function encoded(encode: (body: string) => Bytes, ...headers: string[]): Row["reply"] {
  return ({ body }) => response("200 OK", encode(body), ...headers);
}

/** Replies with the honest body after a custom head. */
function behind(head: string): Row["reply"] {
  return ({ body }) => `${head}\r\n\r\n${body}`;
}

/** Writes the same bytes endlessly, as long as the client reads them. */
function endlessly(head: string, more: string): Row["reply"] {
  return () => (socket) => {
    const write = () => {
      let isTaken = true;
      while (isTaken && socket.writable) {
        isTaken = socket.write(more);
      }
    };
    socket.write(head);
    socket.on("drain", write);
    write();
  };
}

/** Writes a few bytes at a time, and never ends. */
function slowly(head: string, more: string): Row["reply"] {
  return () => (socket) => {
    socket.write(head);
    const timer = setInterval(() => socket.write(more), 100);
    socket.on("close", () => {
      clearInterval(timer);
    });
  };
}

function ending(bytes: (own: Answer) => Bytes): Row["reply"] {
  return (own) => (socket: Socket) => socket.end(bytes(own));
}

const CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;

/** Responses that can be read despite their encoding. */
const READABLE_ROWS: readonly Row[] = [
  { name: "compresses", reply: encoded(gzipSync, "Content-Encoding: gzip") },
  { name: "compresses without a header", reply: encoded(gzipSync) },
  {
    name: "compresses twice with a header for one compression",
    reply: encoded((body) => gzipSync(gzipSync(body)), "Content-Encoding: gzip"),
  },
  { name: "compresses with deflate", reply: encoded(deflateSync, "Content-Encoding: deflate") },
  { name: "compresses with brotli", reply: encoded(brotliCompressSync, "Content-Encoding: br") },
  { name: "declares an unknown encoding", reply: encoded(String, "Content-Encoding: klingon") },
  { name: "begins with a byte order mark", reply: encoded((body) => `\ufeff${body}`) },
  {
    name: "responds in Latin-1 with a header",
    reply: encoded(
      (body) => Buffer.from(body.replace("ENABLED", "ä"), "latin1"),
      "Content-Type: application/json; charset=ISO-8859-1",
    ),
  },
  {
    name: "responds in UTF-16 with a header",
    reply: encoded(
      (body) => Buffer.from(body, "utf16le"),
      "Content-Type: application/json; charset=utf-16le",
    ),
  },
  {
    name: "declares an unknown charset",
    reply: encoded(String, "Content-Type: text/x; charset=klingon"),
  },
  {
    name: "responds with invalid UTF-8",
    reply: encoded((body) => Buffer.from(body.replace("ENABLED", "\xff\xfe\xc3\x28"), "latin1")),
  },
  { name: "responds with HTTP/1.0", reply: ending(({ body }) => `HTTP/1.0 200 OK\r\n\r\n${body}`) },
  {
    name: "ends the body by closing the connection",
    reply: ending(({ body }) => `HTTP/1.1 200 OK\r\n\r\n${body}`),
  },
  {
    name: "announces its response",
    reply: ({ body }) =>
      `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n${response("200 OK", body).toString()}`,
  },
  {
    name: "announces its response a thousand times",
    reply: ({ body }) =>
      "HTTP/1.1 102 Processing\r\n\r\n".repeat(1_000) + response("200 OK", body).toString(),
  },
  {
    name: "sends one byte per chunk",
    reply: ({ body }) => `${CHUNKED}${Array.from(body).map(chunk).join("")}0\r\n\r\n`,
  },
  {
    name: "sends a trailer",
    reply: ({ body }) => `${CHUNKED}${chunk(body)}0\r\nX-Request-Id: evil\r\n\r\n`,
  },
  {
    name: "sends huge numbers in headers",
    reply: encoded(
      String,
      `X-RateLimit-Limit: ${"9".repeat(400)}`,
      "X-RateLimit-Remaining: 1e999",
      `X-RateLimit-Reset: ${"9".repeat(30)}`,
      "Retry-After: 99999999999999999999",
      "Date: Fri, 31 Dec 999999 23:59:59 GMT",
    ),
  },
  {
    name: "sends negative and odd numbers in headers",
    reply: encoded(
      String,
      "X-RateLimit-Limit: -1",
      "X-RateLimit-Remaining: NaN",
      "X-RateLimit-Reset: -5",
      "Retry-After: soon",
      "Date: yesterday",
    ),
  },
  {
    name: "sends every header twice",
    reply: encoded(String, ..."ABCD".split("").flatMap((x) => [x, x].map((one) => `X-${one}: 1`))),
  },
  {
    name: "sends headers called __proto__ and constructor",
    reply: encoded(String, "__proto__: evil", "constructor: evil", "toString: evil"),
  },
  { name: "sends no reason phrase", reply: ({ body }) => response("200", body) },
  {
    name: "ends lines with only LF",
    reply: ({ body }) => response("200 OK", body).toString().replaceAll("\r\n", "\n"),
    always: NO_ANSWER,
  },
];
const READABLE = READABLE_ROWS.map((row): Row => ({ always: "success", ...row }));

/** Unreadable responses: the error contains the reason, and nothing is concluded from the response. */
const UNREADABLE: readonly Row[] = [
  { name: "sends more than 10 MB", reply: () => response("200 OK", MEGABYTES_11), always: TOO_LONG },
  {
    name: "sends a compressed body of more than 10 MB",
    reply: () => response("200 OK", gzipSync(MEGABYTES_11), "Content-Encoding: gzip"),
    always: TOO_LONG,
  },
  {
    name: "sends a compressed body of more than 10 MB without a header",
    reply: () => response("200 OK", gzipSync(MEGABYTES_11)),
    always: TOO_LONG,
  },
  {
    name: "never ends a body",
    reply: endlessly(CHUNKED, `10000\r\n${"x".repeat(0x10000)}\r\n`),
    always: TOO_LONG,
  },
  { name: "never ends a slow body", reply: slowly(CHUNKED, "1\r\n \r\n"), always: TIMED_OUT },
  {
    name: "never ends its headers",
    reply: endlessly("HTTP/1.1 200 OK\r\n", `X: ${"x".repeat(1_000)}\r\n`),
    always: "Header overflow",
  },
  {
    name: "never ends its slow headers",
    reply: slowly("HTTP/1.1 200 OK\r\n", "X: x\r\n"),
    always: TIMED_OUT,
  },
  { name: "sends nothing", reply: () => () => undefined, always: TIMED_OUT },
  {
    name: "announces a response and sends nothing",
    reply: () => "HTTP/1.1 100 Continue\r\n\r\n",
    always: TIMED_OUT,
  },
  { name: "closes the connection", reply: () => (socket) => socket.destroy(), always: NO_ANSWER },
  { name: "resets the connection", reply: () => (socket) => socket.resetAndDestroy(), always: NO_ANSWER },
  {
    name: "closes the connection within the headers",
    reply: ending(() => "HTTP/1.1 200 OK\r\nContent-Le"),
    always: NO_ANSWER,
  },
  {
    name: "sends a header of 1 MB",
    reply: encoded(String, `X: ${"x".repeat(1_000_000)}`),
    always: "Header overflow",
  },
  {
    name: "sends 10,000 headers",
    reply: encoded(String, ...Array.from({ length: 10_000 }, (_, index) => `X-${index}: x`)),
    always: "Header overflow",
  },
  { name: "sends a header without a colon", reply: encoded(String, "no colon"), always: NO_ANSWER },
  { name: "sends a header with NUL", reply: encoded(String, "X: a\0b"), always: NO_ANSWER },
  { name: "sends a status that is not a number", reply: behind("HTTP/1.1 abc OK"), always: NO_ANSWER },
  { name: "sends a status of five digits", reply: behind("HTTP/1.1 20000 OK"), always: NO_ANSWER },
  {
    name: "sends a status line with NUL",
    reply: behind("HTTP/1.1 200 O\0K\r\nContent-Length: 2"),
    always: NO_ANSWER,
  },
  { name: "speaks HTTP/9.9", reply: behind("HTTP/9.9 200 OK"), always: NO_ANSWER },
  { name: "speaks SSH", reply: () => "SSH-2.0-OpenSSH_9.6\r\n", always: NO_ANSWER },
  { name: "sends JSON without HTTP", reply: ({ body }) => body, always: NO_ANSWER },
  {
    name: "speaks TLS on a plain port",
    reply: () => Buffer.from([0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x28]),
    always: NO_ANSWER,
  },
  {
    name: "sends all bytes from 0 to 255",
    reply: () => Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)),
    always: NO_ANSWER,
  },
  {
    name: "sends more than Content-Length",
    reply: ({ body }) => `HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n${body}`,
    always: NO_ANSWER,
  },
  {
    name: "sends less than Content-Length",
    reply: ending(({ body }) => `HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n${body}`),
    always: BROKEN_OFF,
  },
  {
    name: "sends two Content-Length headers",
    reply: behind("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3"),
    always: "Duplicate Content-Length",
  },
  {
    name: "sends a negative Content-Length",
    reply: behind("HTTP/1.1 200 OK\r\nContent-Length: -1"),
    always: NO_ANSWER,
  },
  {
    name: "sends a huge Content-Length",
    reply: behind(`HTTP/1.1 200 OK\r\nContent-Length: ${"9".repeat(30)}`),
    always: NO_ANSWER,
  },
  {
    name: "sends a Content-Length and chunks",
    reply: ({ body }) =>
      `HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n${chunk(body)}0\r\n\r\n`,
    always: NO_ANSWER,
  },
  {
    name: "sends a chunk size that is not a number",
    reply: () => `${CHUNKED}xyz\r\n{}\r\n0\r\n\r\n`,
    always: NO_ANSWER,
  },
  {
    name: "sends a huge chunk size",
    reply: () => `${CHUNKED}${"f".repeat(40)}\r\n{}\r\n`,
    always: NO_ANSWER,
  },
  {
    name: "closes the connection within the chunks",
    reply: ending(({ body }) => `${CHUNKED}${chunk(body)}`),
    always: BROKEN_OFF,
  },
  {
    name: "sends a trailer with a length",
    reply: ({ body }) => `${CHUNKED}${chunk(body)}0\r\nContent-Length: 3\r\n\r\n`,
    always: NO_ANSWER,
  },
  {
    name: "truncates its gzip",
    reply: encoded((body) => gzipSync(body).subarray(0, -12), "Content-Encoding: gzip"),
    always: NOT_JSON,
  },
  {
    name: "truncates its gzip without a header",
    reply: encoded((body) => gzipSync(body).subarray(0, -12)),
    always: NO_ANSWER,
  },
  {
    name: "declares gzip and does not compress",
    reply: encoded(String, "Content-Encoding: gzip"),
    always: NO_ANSWER,
  },
  {
    name: "sends a body with a 204",
    reply: ({ body }) => `HTTP/1.1 204 No Content\r\n\r\n${response("200 OK", body).toString()}`,
  },
  {
    name: "sends an HTML page",
    reply: () => response("200 OK", "<html>Sign in</html>", "Content-Type: text/html"),
    always: NOT_JSON,
    attempts: 2,
    operations: ["read", "update", "delete"],
  },
  {
    name: "sends an HTML page for a creation",
    reply: () => response("200 OK", "<html>Sign in</html>", "Content-Type: text/html"),
    always: NOT_JSON,
    attempts: 1,
    operations: ["create"],
  },
  {
    name: "sends no body",
    reply: () => response("200 OK", ""),
    always: {
      create: "neither an id nor a Location",
      read: "it has no body (200 OK)",
      update: "success",
      delete: "success",
    },
  },
  {
    name: "sends a body of spaces",
    reply: () => response("200 OK", " \r\n\t "),
    always: { read: "it has no body (200 OK)" },
  },
  { name: "sends a body of NUL", reply: () => response("200 OK", "\0\0\0"), always: NOT_JSON },
  {
    name: "sends a body with NUL in it",
    reply: encoded((body) => body.replace(":", ":\0")),
    always: NOT_JSON,
  },
  {
    name: "sends half of the body",
    reply: encoded((body) => body.slice(0, body.length / 2)),
    always: NOT_JSON,
  },
  {
    name: "responds in UTF-16 without a header",
    reply: encoded((body) => Buffer.from(body, "utf16le")),
    always: NOT_JSON,
  },
];

/** An unexpected second response must not be used as the response to the next request. */
const SMUGGLED: readonly Row[] = [
  { name: "sends a 404 after its response", second: response("404 Not Found", "{}") },
  { name: "sends a 204 after its response", second: "HTTP/1.1 204 No Content\r\n\r\n" },
  {
    name: "sends another mapping after its response",
    second: response("200 OK", '{"id":"group-evil","display_name":"Evil","filter":"evil"}'),
  },
].map(({ name, second }) => ({
  name,
  reply: ({ body }) => Buffer.concat([response("200 OK", body), Buffer.from(second)]),
}));

export const BYTES: readonly Row[] = [...READABLE, ...UNREADABLE, ...SMUGGLED];
