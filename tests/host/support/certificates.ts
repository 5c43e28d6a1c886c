import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The output of certificates/make.sh. The key is not a secret, because only the servers in these tests use it. */
const FOLDER = join(__dirname, "certificates");

/** The CA, for NODE_EXTRA_CA_CERTS. */
export const AUTHORITY_FILE = join(FOLDER, "authority.pem");

/** The name in the certificate, in addition to `localhost` and 127.0.0.1. It does not exist in the DNS (RFC 6761). */
export const API_HOST = "api.confluent.test";

/** A server certificate issued by the CA, and its key. */
export const SERVER_CERTIFICATE = {
  cert: readFileSync(join(FOLDER, "server.pem")),
  key: readFileSync(join(FOLDER, "server.key.pem")),
};
