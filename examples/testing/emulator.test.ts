/** Runs a real `pulumi up` of the program against an emulator of Confluent Cloud. Needs the Pulumi CLI. */
import { deepEqual, equal } from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
import { type Emulator, startEmulator } from "pulumi-confluent-sso/emulator";

const KEY = { apiKey: "TESTKEY", apiSecret: "test-secret" };
let emulator: Emulator;
let folder: string;
let stack: Stack;

before(async () => {
  emulator = await startEmulator({ credentials: KEY });
  folder = await mkdtemp(join(tmpdir(), "testing-"));
  stack = await LocalWorkspace.createStack(
    { stackName: "test", workDir: process.cwd() },
    {
      envVars: {
        PULUMI_BACKEND_URL: `file://${folder}`,
        PULUMI_CONFIG_PASSPHRASE: "",
        CONFLUENT_CLOUD_ENDPOINT: emulator.url,
        CONFLUENT_CLOUD_API_KEY: KEY.apiKey,
        CONFLUENT_CLOUD_API_SECRET: KEY.apiSecret,
      },
    },
  );
});

after(async () => {
  await emulator.close();
  await rm(folder, { recursive: true });
});

test("up creates the mapping, although the API is overloaded at first", async () => {
  emulator.addFault({ on: { method: "POST", nth: 1 }, do: { status: 503 } });
  const { outputs } = await stack.up();
  const [mapping] = emulator.mappings();
  equal(mapping?.filter, '"kafka-admins" in groups');
  deepEqual(outputs["principal"]?.value, `User:${mapping.id}`);
});
