/**
 * The format of the state. Every stack with a group mapping has these texts in its state, so they never change, and every
 * future version of the package exports `./provider`.
 */

/** The type of the resource. `pulumi-nodejs:dynamic/` makes the engine pass it to the dynamic provider host of @pulumi/pulumi. */
export const RESOURCE_TYPE = "pulumi-nodejs:dynamic/confluent-sso:GroupMapping";

/** The type of the resource of the provider plugin, in every language. */
export const PLUGIN_RESOURCE_TYPE = "confluent-sso:index:GroupMapping";

/** The types of a group mapping that this package manages. */
export const RESOURCE_TYPES: readonly unknown[] = [RESOURCE_TYPE, PLUGIN_RESOURCE_TYPE];

/**
 * How the host finds the provider: by the name of the package, so that an upgrade of the package upgrades every resource.
 * `pulumi.dynamic.Resource` would serialize the provider's code into the state, and break private members and errors.
 */
export const PROVIDER_REFERENCE = 'exports.handler = () => require("pulumi-confluent-sso/provider");';
