/**
 * The format of the state: these two texts stand in the state of every stack that has a group mapping, so they never
 * change, and every future version of the package goes on exporting `./provider`.
 */

/**
 * The type of the resource. `pulumi-nodejs:dynamic/…` is what makes the engine hand the resource to the dynamic
 * provider host of @pulumi/pulumi.
 */
export const RESOURCE_TYPE = "pulumi-nodejs:dynamic/confluent-sso:GroupMapping";

/**
 * How the host finds the provider: by the package's name, at run time.
 *
 * `pulumi.dynamic.Resource` would serialise the provider's code into the state instead, twice for each resource. By
 * reference it is 64 bytes, an upgrade of the package is an upgrade of every resource's code, and the provider may be
 * any program: serialisation silently breaks private members and subclasses of Error.
 */
export const PROVIDER_REFERENCE = 'exports.handler = () => require("pulumi-confluent-sso/provider");';
