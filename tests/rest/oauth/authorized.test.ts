import { type HttpRequest, type HttpResponse, UnauthenticatedError } from "../../../provider/rest/http";
import { authorized, TokenError } from "../../../provider/rest/oauth";
import { COLLECTION_PATH } from "../../../provider/wire";
import { failureOf } from "../../support/failureOf";

const POST: HttpRequest = {
  method: "POST",
  path: COLLECTION_PATH,
  body: { display_name: "Admins" },
  action: { verb: "create", displayName: "Admins" },
};

/** An API that responds with these statuses, and tokens that count up. An Error instead of a number means that there is no token. */
function api(statuses: readonly number[], tokens: readonly (string | Error)[] = ["one", "two"]) {
  const sent: string[] = [];
  const left = [...statuses];
  const transport = authorized(
    {
      send: ({ method, body, bearer = "none" }: HttpRequest): Promise<HttpResponse> => {
        sent.push(`${method} ${JSON.stringify(body)} ${bearer}`);
        const status = left.shift() ?? Number.NaN;
        return Promise.resolve({ status, statusText: "", header: () => undefined, body: "" });
      },
    },
    {
      get: () => {
        const [token = ""] = tokens;
        return token instanceof Error ? Promise.reject(token) : Promise.resolve(token);
      },
      invalidate: (token) => {
        expect(token).toBe(tokens[0]);
        tokens = tokens.slice(1);
      },
    },
  );
  return { transport, sent };
}

const BODY = '{"display_name":"Admins"}';

test.each([200, 201, 403, 404, 429, 500])("returns a response %i unchanged", async (status) => {
  const { transport, sent } = api([status]);
  await expect(transport.send(POST)).resolves.toMatchObject({ status });
  expect(sent).toEqual([`POST ${BODY} one`]);
});

test("renews the token after a 401 and sends the request once more, even a POST", async () => {
  const { transport, sent } = api([401, 201]);
  await expect(transport.send(POST)).resolves.toMatchObject({ status: 201 });
  expect(sent).toEqual([`POST ${BODY} one`, `POST ${BODY} two`]);
});

test("returns a second 401", async () => {
  const { transport, sent } = api([401, 401, 201]);
  await expect(transport.send(POST)).resolves.toMatchObject({ status: 401 });
  expect(sent).toHaveLength(2);
});

test("sends nothing without a token", async () => {
  const { transport, sent } = api([201], [new TokenError(POST.action, new Error("no provider"))]);
  const error = await failureOf(transport.send(POST));
  expect(error).toBeInstanceOf(TokenError);
  expect(sent).toEqual([]);
});

test("throws the error of the renewal if it fails after a 401, and does not reuse the rejected token", async () => {
  const { transport, sent } = api([401], ["one", new TokenError(POST.action, new Error("no provider"))]);
  const error = await failureOf(transport.send(POST));
  expect(error).toBeInstanceOf(TokenError);
  expect(error).not.toBeInstanceOf(UnauthenticatedError);
  expect(sent).toHaveLength(1);
});
