import {
  ConnectionError,
  NO_COMMON_TLS,
  NOT_CONNECTED,
  parseTlsFailure,
  PROXY_AUTH_REQUIRED,
  PROXY_FAILED,
  PROXY_REFUSED,
} from "../../../provider/rest/http";

const messageFor = (code: string) =>
  new ConnectionError({ verb: "list" }, "POST", "https://api.example", code, "it broke").message;

test.each([
  ["an issuer that Node.js does not trust", "SELF_SIGNED_CERT_IN_CHAIN", "NODE_EXTRA_CA_CERTS"],
  ["no version of TLS in common", NO_COMMON_TLS, "TLS 1.2 or 1.3"],
  ["a proxy that requires credentials", PROXY_AUTH_REQUIRED, "HTTPS_PROXY=http://user:password@host:port"],
  ["a proxy that rejects the connection", PROXY_REFUSED, "Allow the endpoint's host in the proxy"],
  ["a proxy that failed", PROXY_FAILED, "Check the environment variable HTTPS_PROXY"],
  ["anything else", "ECONNREFUSED", "Check the endpoint, the network and the proxy settings"],
])("the error about %s has advice", (_what, code, remedy) => {
  expect(messageFor(code)).toContain(remedy);
});

test("an error says that nothing changed if the request cannot have passed the proxy", () => {
  for (const code of [PROXY_AUTH_REQUIRED, PROXY_REFUSED, PROXY_FAILED]) {
    expect(messageFor(code)).toContain("nothing changed");
  }
});

test("our own codes are hidden from the user, and Node.js codes are shown", () => {
  for (const ours of [PROXY_AUTH_REQUIRED, PROXY_REFUSED, PROXY_FAILED, NOT_CONNECTED, NO_COMMON_TLS]) {
    expect(messageFor(ours)).toContain("(it broke)");
  }
  expect(messageFor("ECONNRESET")).toContain("(ECONNRESET: it broke)");
});

test("a message that is not from OpenSSL is not a TLS failure", () => {
  expect(parseTlsFailure("ECONNRESET", "socket hang up")).toBeUndefined();
});

test.each([
  [
    "0A:error:0A00042E:SSL routines:ssl3_read_bytes:tlsv1 alert protocol version:rec_layer_s3.c:1:SSL alert number 70",
    NO_COMMON_TLS,
    "no TLS connection: tlsv1 alert protocol version",
  ],
  [
    "0A:error:0A000410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure:rec_layer_s3.c:1:SSL alert number 40",
    "EPROTO",
    "no TLS connection: sslv3 alert handshake failure",
  ],
])("shows only the reason from %s", (message, code, reported) => {
  expect(parseTlsFailure("EPROTO", message)).toMatchObject({ code, message: reported });
});
