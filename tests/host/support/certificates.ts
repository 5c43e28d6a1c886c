import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What certificates/make.sh made. No secret of anybody's is in it: the key opens nothing but the servers of these tests. */
const FOLDER = join(__dirname, "certificates");

/** The CA, for NODE_EXTRA_CA_CERTS. */
export const AUTHORITY_FILE = join(FOLDER, "authority.pem");

/** The name that the certificate is for, besides `localhost` and 127.0.0.1. No DNS knows it (RFC 6761). */
export const API_HOST = "api.confluent.test";

/** A server's certificate, which the CA issued, and its key. */
export const SERVER_CERTIFICATE = {
  cert: readFileSync(join(FOLDER, "server.pem")),
  key: readFileSync(join(FOLDER, "server.key.pem")),
};
