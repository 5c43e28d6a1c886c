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

/** Midnight of some day: what time it is for the server when the clock begins. */
const BEGINNING = Date.UTC(2024, 0, 1);

export interface OAuthApi {
  readonly clock: VirtualClock;
  readonly emulator: EmulatorApi;
  readonly mappings: GroupMappings;
  /** Lets time pass for the server alone: its tokens end sooner than it said. */
  hurryServer(seconds: number): void;
  /** What a user was told while something waited. */
  readonly told: string[];
  /** `token`, `exchange`, `POST`, `GET group-mappings`, …, in the order of their arrival. */
  sent(): string[];
}

/** The emulator's core with its two token services, behind gates, retries and tokens, in virtual time. */
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
  const told: string[] = [];
  const transportTo = (path: string): Transport => ({
    send: (request) => sendTo(emulator, { ...request, path: path === "" ? request.path : path }, now),
  });
  const sending = { clock, limits: settings.limits, onStatus: (status: string) => told.push(status) };
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
    told,
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

/** The credentials that fit an emulator, as the environment would give them. */
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
