import { resultOf } from "../../provider/lookups";
import {
  decodeMapping,
  OUTPUT_NAMES,
  OUTPUTS,
  stateAfterRead,
  stateAfterWrite,
  type WirePath,
} from "../../provider/wire";
import { GroupMapping } from "../../sdk";
import { body, INPUTS } from "../support/mappings";
import { useMocks, valueOf } from "../support/mocks";

describe.each(OUTPUT_NAMES)("the output %s", (name) => {
  const path: WirePath = OUTPUTS[name];
  const metadata = path.length === 1 ? {} : { [path[1]]: "value" };
  const json = body("group-a", { metadata, ...(path.length === 1 && { [path[0]]: "value" }) });
  const answer = decodeMapping(json);

  test("is read from its path in the API, and stored", () => {
    expect(stateAfterWrite(answer, INPUTS)[name]).toBe("value");
    expect(stateAfterRead(INPUTS, answer, { [name]: "before" })[name]).toBe("value");
    expect(stateAfterRead(INPUTS, {}, { [name]: "before" })[name]).toBe("before");
  });

  test("is in the result of a lookup", () => {
    expect(resultOf("group-a", answer)[name]).toBe("value");
  });

  test("is an output of the resource", async () => {
    await useMocks({ outputs: { [name]: "value" } });
    await expect(valueOf(new GroupMapping("admins", INPUTS)[name])).resolves.toBe("value");
  });
});
