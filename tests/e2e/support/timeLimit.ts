// A command of the CLI takes some 4 s on an idle machine with two cores; a test runs up to a dozen of them.
jest.setTimeout(10 * 60_000);
