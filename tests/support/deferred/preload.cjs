/**
 * Loaded with `node --require`. Programs and provider hosts spend most of their startup time on modules that our resources
 * do not need: function serialization, tracing, and the Automation API. This file defers loading them until they are used.
 */
const Module = require("node:module");
const { deferred } = require("./deferred.cjs");

const DEFERRED =
  /^(typescript|@npmcli\/arborist|normalize-package-data|\.\/automation|@opentelemetry\/(?!api$).+)$/;
const load = Module._load;

Module._load = function (request, parent, isMain) {
  const loadNow = () => load.call(Module, request, parent, isMain);
  if (!DEFERRED.test(request)) {
    return loadNow();
  }
  // Fails immediately if the module is missing, as it would without this file.
  Module._resolveFilename(request, parent, isMain);
  return deferred(loadNow);
};

// The Node language host that is built from Go ignores `typescript: false` in Pulumi.yaml, and every program loads TypeScript.
if (process.env.JAVASCRIPT_PROGRAM === "true") {
  delete process.env.PULUMI_NODEJS_TYPESCRIPT;
}
