/** The package's version: part of the User-Agent. A test holds it equal to package.json. */
export const VERSION = "0.1.0";
