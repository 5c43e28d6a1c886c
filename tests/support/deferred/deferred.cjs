/**
 * Returns a module that is loaded on the first use of one of its properties.
 *
 * `__esModule` is `true` so that compiled imports keep the object. Otherwise, they would copy its properties, which would load it.
 */
function deferred(load) {
  let loaded;
  const real = () => (loaded ??= load());
  return new Proxy(
    {},
    {
      get: (_target, name) => (name === "__esModule" ? true : name === "default" ? real() : real()[name]),
      has: (_target, name) => name in real(),
      ownKeys: () => Reflect.ownKeys(real()),
      getOwnPropertyDescriptor: (_target, name) => {
        const descriptor = Reflect.getOwnPropertyDescriptor(real(), name);
        return descriptor && { ...descriptor, configurable: true };
      },
    },
  );
}

module.exports = { deferred };
