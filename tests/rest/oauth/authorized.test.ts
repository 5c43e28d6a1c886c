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

/** An API that answers these statuses, and tokens that count up. An Error in place of a number: no token is to be had. */
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

test.each([200, 201, 403, 404, 429, 500])("an answer %i is the answer", async (status) => {
  const { transport, sent } = api([status]);
  await expect(transport.send(POST)).resolves.toMatchObject({ status });
  expect(sent).toEqual([`POST ${BODY} one`]);
});

test("a 401 renews the token and sends the request once more, a POST too", async () => {
  const { transport, sent } = api([401, 201]);
  await expect(transport.send(POST)).resolves.toMatchObject({ status: 201 });
  expect(sent).toEqual([`POST ${BODY} one`, `POST ${BODY} two`]);
});

test("a second 401 is the answer", async () => {
  const { transport, sent } = api([401, 401, 201]);
  await expect(transport.send(POST)).resolves.toMatchObject({ status: 401 });
  expect(sent).toHaveLength(2);
});

test("without a token nothing is sent", async () => {
  const { transport, sent } = api([201], [new TokenError(POST.action, new Error("no provider"))]);
  const error = await failureOf(transport.send(POST));
  expect(error).toBeInstanceOf(TokenError);
  expect(sent).toEqual([]);
});

test("a 401 whose renewal fails is the error of the renewal: the refused token is not sent again", async () => {
  const { transport, sent } = api([401], ["one", new TokenError(POST.action, new Error("no provider"))]);
  const error = await failureOf(transport.send(POST));
  expect(error).toBeInstanceOf(TokenError);
  expect(error).not.toBeInstanceOf(UnauthenticatedError);
  expect(sent).toHaveLength(1);
});
