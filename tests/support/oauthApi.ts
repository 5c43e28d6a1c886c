import {
  createApi,
  type EmulatorApi,
  type EmulatorOptions,
  IDENTITY_PROVIDER_PATH,
  type OAuthInUse,
} from "../../emulator/index";
import {
  ConnectionError,
  type HttpRequest,
  type HttpResponse,
  retryMethod,
  type Transport,
} from "../../provider/rest/http";
import type { Limits, OAuthCredentials } from "../../provider/config";
import { GroupMappings } from "../../provider/rest/mappings";
import { senderWithTokens } from "../../provider/rest/oauth";
import { createRateLimiter } from "../../provider/rest/send";
import { checkExchange } from "../contract/contract";
import { ORGANIZATION } from "./mappings";
import { SETTINGS } from "./scriptedApi";
import { VirtualClock } from "./virtualClock";
import { limitsWith } from "./settings";

/** The server's time when the clock starts. */
const BEGINNING = Date.UTC(2024, 0, 1);

export interface OAuthApi {
  readonly clock: VirtualClock;
  readonly emulator: EmulatorApi;
  readonly mappings: GroupMappings;
  /** Advances the time of the server only, so that its tokens expire early. */
  hurryServer(seconds: number): void;
  /** The status lines during waits. */
  readonly statusLines: string[];
  /** Returns the requests in the order of arrival: `token`, `exchange`, `POST`, `GET group-mappings`, … */
  sent(): string[];
}

/** Connects the emulator's core and its token services to rate limiters, retries, and tokens, in virtual time. */
export function oauthApi(options: EmulatorOptions = {}, limits: Partial<Limits> = {}): OAuthApi {
  const clock = new VirtualClock();
  let ahead = 0;
  const now = () => new Date(BEGINNING + clock.now() + ahead);
  const sleep = (milliseconds: number) => clock.sleep(milliseconds);
  const emulator = createApi(() => SETTINGS.endpoint, {
    clock: now,
    sleep,
    organizationId: ORGANIZATION,
    oauth: {},
    ...options,
  });
  const settings = {
    ...SETTINGS,
    credentials: credentialsOf(emulator.oauth),
    limits: limitsWith(limits),
  };
  const statusLines: string[] = [];
  const transportTo = (path: string): Transport => ({
    send: (request) => sendTo(emulator, { ...request, path: path === "" ? request.path : path }, now),
  });
  const sending = { clock, limits: settings.limits, onStatus: (status: string) => statusLines.push(status) };
  const sender = senderWithTokens(
    transportTo(""),
    settings.credentials,
    createRateLimiter("the API", sending),
    sending,
    transportTo(IDENTITY_PROVIDER_PATH),
  );
  return {
    clock,
    emulator,
    statusLines,
    hurryServer: (seconds) => {
      ahead += seconds * 1_000;
    },
    mappings: new GroupMappings(sender, settings, clock),
    sent: () => {
      const exchanges = emulator.requests();
      expect(exchanges.flatMap(checkExchange)).toEqual([]);
      return exchanges.map(({ method, path }) => {
        const last = path.split("/").pop() ?? "";
        return path === IDENTITY_PROVIDER_PATH
          ? "token"
          : path.startsWith("/sts/")
            ? "exchange"
            : method === "POST"
              ? method
              : `${method} ${last}`;
      });
    },
  };
}

/** Returns the OAuth credentials for an emulator, as they would be read from the environment. */
export function credentialsOf(oauth: OAuthInUse | undefined): OAuthCredentials {
  if (oauth === undefined) {
    throw new Error("The emulator has no token services");
  }
  const { clientId, clientSecret, scope, identityPoolId, externalAccessToken } = oauth;
  const tokenUrl = `https://login.example${IDENTITY_PROVIDER_PATH}`;
  return {
    oauth: {
      external:
        externalAccessToken === undefined
          ? { tokenUrl, clientId, clientSecret, scope }
          : { accessToken: externalAccessToken },
      identityPoolId,
      lifetime: 900,
    },
    source: SETTINGS.credentials.source,
  };
}

async function sendTo(emulator: EmulatorApi, request: HttpRequest, now: () => Date): Promise<HttpResponse> {
  const { method, path, query, body, form, bearer, action } = request;
  const content = form === undefined ? "application/json" : "application/x-www-form-urlencoded";
  const text = form === undefined ? JSON.stringify(body) : new URLSearchParams(form).toString();
  const response = await emulator.handle({
    method,
    url: `${path}${query === undefined ? "" : `?${new URLSearchParams(query).toString()}`}`,
    headers: {
      ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
      ...((body !== undefined || form !== undefined) && { "content-type": content }),
    },
    ...((body !== undefined || form !== undefined) && { body: text }),
  });
  if (response.kind !== "response") {
    throw new ConnectionError(
      action,
      retryMethod(request),
      SETTINGS.endpoint,
      "ECONNRESET",
      "socket hang up",
    );
  }
  const headers: Record<string, string | undefined> = { date: now().toUTCString(), ...response.headers };
  return {
    status: response.status,
    statusText: "",
    body: response.body,
    header: (name) => headers[name.toLowerCase()],
  };
}
