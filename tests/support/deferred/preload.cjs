/**
 * Loaded with `node --require`. Two thirds of the time that `require("@pulumi/pulumi")` takes go into two modules that
 * only serialize functions, which our resources do not need. They are loaded when a program uses them.
 */
const Module = require("node:module");
const { deferred } = require("./deferred.cjs");

const DEFERRED = ["typescript", "@npmcli/arborist"];
const load = Module._load;

Module._load = function (request, parent, isMain) {
  const loadNow = () => load.call(Module, request, parent, isMain);
  if (!DEFERRED.includes(request)) {
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
