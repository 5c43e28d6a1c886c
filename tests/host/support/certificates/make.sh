#!/bin/sh
# Recreates the test certificates in this folder: a CA, and a server certificate that it issued. Both are valid from 2000 to
# 2099, so that they work with any clock. The CA key is discarded. The server key is public, because only these tests use
# it. Requires openssl, which the tests themselves do not need.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
touch "$work/index"
cat > "$work/conf" <<END
[ca]
default_ca = tests
[tests]
database = $work/index
new_certs_dir = $work
rand_serial = yes
default_md = sha256
policy = any
[any]
commonName = supplied
[req]
distinguished_name = name
[name]
[authority]
subjectKeyIdentifier = hash
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign
[server]
subjectAltName = DNS:api.confluent.test, DNS:localhost, IP:127.0.0.1
basicConstraints = critical, CA:FALSE
extendedKeyUsage = serverAuth
END
issue() { # key, subject, section, output, further options
  openssl req -new -config "$work/conf" -key "$1" -subj "$2" -out "$work/request"
  openssl ca -batch -notext -config "$work/conf" -in "$work/request" -extensions "$3" -out "$4" \
    -startdate 20000101000000Z -enddate 20991231235959Z $5
}
for name in authority server; do
  openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:prime256v1 -out "$work/$name.key.pem"
done
issue "$work/authority.key.pem" "/CN=Tests of pulumi-confluent-sso, no real CA" authority authority.pem \
  "-selfsign -keyfile $work/authority.key.pem"
issue "$work/server.key.pem" "/CN=api.confluent.test" server server.pem \
  "-cert authority.pem -keyfile $work/authority.key.pem"
cp "$work/server.key.pem" server.key.pem
