// A CLI command takes about 4 s on an idle machine with two cores, and a test runs up to twelve commands.
jest.setTimeout(10 * 60_000);
