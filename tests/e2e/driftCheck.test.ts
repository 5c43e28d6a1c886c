import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { json } from "node:stream/consumers";
import { startCheckedEmulator } from "../contract/checkedEmulator";
import { somebodyAt } from "../support/apiRequests";
import { credentialsOf, environmentOf } from "../support/emulatorEnvironment";
import { Stack } from "./support/stack";

const PROGRAM = join(
  dirname(require.resolve("pulumi-confluent-sso/package.json")),
  "bin/examples/drift-check/drift.js",
);

test("examples/drift-check/drift.ts opens an issue with the drift, and fails", async () => {
  const emulator = await startCheckedEmulator();
  const stack = await Stack.start({
    program: 'new sso.GroupMapping("admins", { displayName: "Admins", filter: "admins" });',
    env: environmentOf(emulator),
    secrets: [credentialsOf(emulator)],
  });
  await stack.up();
  const [mapping] = emulator.mappings();
  await somebodyAt(emulator).change(mapping?.id ?? "", { filter: "everybody" });

  const requests: [string, unknown][] = [];
  const github = createServer((request, response) => {
    void (request.method === "POST" ? json(request) : Promise.resolve()).then((body) => {
      requests.push([`${request.method ?? ""} ${request.url ?? ""}`, body]);
      response.setHeader("Content-Type", "application/json").end("[]");
    });
  }).listen(0, "127.0.0.1");
  await once(github, "listening");
  const env = {
    ...stack.env,
    STACK: "dev",
    GITHUB_API_URL: `http://127.0.0.1:${(github.address() as AddressInfo).port}`,
    GITHUB_REPOSITORY: "owner/name",
    GITHUB_TOKEN: "token",
  };
  const [code, output] = await new Promise<[unknown, string]>((resolve) => {
    execFile(process.execPath, [PROGRAM], { cwd: stack.folder, env }, (error, stdout, stderr) => {
      resolve([error?.code ?? 0, stdout + stderr]);
    });
  });
  github.close();
  await stack.close();
  await emulator.close();

  expect([code, output]).toEqual([1, expect.stringMatching(/~ filter *: "everybody" => "admins"/)]);
  const [[search] = [], [creation, issue] = []] = requests;
  expect([search, creation]).toEqual([
    "GET /repos/owner/name/issues?state=open&labels=drift",
    "POST /repos/owner/name/issues",
  ]);
  expect(issue).toMatchObject({
    title: "Drift in dev, or its preview failed",
    body: expect.stringContaining('"everybody" => "admins"') as string,
  });
});
