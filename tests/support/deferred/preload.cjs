/**
 * Loaded with `node --require`. Most of the time that a program and a provider host take to start goes into loading
 * modules that our resources do not need: they serialize functions, trace, or are the Automation API. They are loaded when
 * something uses them.
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
  // Fails now if the module is missing, as without this file.
  Module._resolveFilename(request, parent, isMain);
  return deferred(loadNow);
};

// The Node language host that is built from Go ignores `typescript: false` in Pulumi.yaml, and every program loads TypeScript.
if (process.env.JAVASCRIPT_PROGRAM === "true") {
  delete process.env.PULUMI_NODEJS_TYPESCRIPT;
}
