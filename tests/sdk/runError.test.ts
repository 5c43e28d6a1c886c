import * as pulumi from "@pulumi/pulumi";
import { runError } from "../../sdk/runError";

test("the error is a RunError, which Pulumi shows without a stack trace", () => {
  const error = runError("Cannot do it");
  expect(pulumi.RunError.isInstance(error)).toBe(true);
  expect(error).toMatchObject({ message: "Cannot do it [CSSO-1404]", stack: "" });
  expect(String(error)).toBe("Error: Cannot do it [CSSO-1404]");
});

test("the same text returns the same object, which Pulumi shows once", () => {
  expect(runError("Cannot do this")).toBe(runError("Cannot do this"));
  expect(runError("Cannot do this")).not.toBe(runError("Cannot do that"));
});

test("text that Pulumi adds to the message of a failed input does not accumulate", () => {
  const error: Error = runError("Cannot do that");
  error.message = `error serializing property "displayName": ${error.message}`;
  expect(error.message).toBe("Cannot do that [CSSO-1404]");
});
