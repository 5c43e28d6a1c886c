import type { TokenResponse } from "../../wire";
import { failurePrefix, ProviderError, type RequestContext, secrets } from "../../errors";
import { ApiError } from "../http";
import type { Clock } from "../clock";
import { untilTimeout, withoutTimeout } from "../operationLimits";
import { isTokenRefused } from "../send";
import type { OAuthOptions } from "../../config";
import type { TokenRequests } from "./tokenRequests";

/** A token, and when to renew it. Times are in milliseconds of the clock. */
interface CachedToken {
  readonly token: string;
  readonly obtainedAt: number;
  readonly dueAt: number;
}

/** How long before its expiration a token is renewed, in seconds. */
const ACCESS_TOKEN_BUFFER_SECONDS = 60;
const EXTERNAL_TOKEN_BUFFER_SECONDS = 180;

/** Assumed lifetime of an external token if the response has none, in seconds. If it were too long, requests could fail. */
const DEFAULT_EXTERNAL_LIFETIME_SECONDS = 300;

/** After an access token is rejected, an external token older than this is not reused, in milliseconds. */
const MAX_TRUSTED_AGE_MS = 60_000;

/** There is no access token, so the request is not sent. Not an ApiError: it does not mean that a mapping is gone. */
export class TokenError extends ProviderError {
  constructor(action: RequestContext, cause: Error) {
    const message = `${failurePrefix(action)}: there is no access token for the request.\n${cause.message}`;
    super(message, "noToken", { cause });
  }
}

/** Provides the access token for requests and renews it before it expires. Requests that wait share one renewal. */
export class AccessTokens {
  private access: CachedToken | undefined;
  private external: CachedToken | undefined;
  private renewal: Promise<CachedToken> | undefined;

  constructor(
    private readonly options: OAuthOptions,
    private readonly requests: Pick<TokenRequests, "obtain" | "exchange">,
    private readonly clock: Clock,
  ) {
    const { external } = options;
    if ("accessToken" in external) {
      secrets.add(external.accessToken);
    } else {
      secrets.add(external.clientSecret);
      secrets.add(`${external.clientId}:${external.clientSecret}`);
    }
  }

  /** @throws {TokenError} If there is no token. The request must not be sent. */
  async get(action: RequestContext): Promise<string> {
    if (this.access !== undefined && !this.isDue(this.access)) {
      return this.access.token;
    }
    this.renewal ??= withoutTimeout(() => this.renew()).finally(() => {
      this.renewal = undefined;
    });
    try {
      return (await untilTimeout(this.renewal, action)).token;
    } catch (error) {
      throw error instanceof ProviderError ? new TokenError(action, error) : error;
    }
  }

  /** Call if the API has rejected `token`: it is not used again, nor is an old external token. */
  invalidate(token: string): void {
    if (this.access?.token !== token) {
      return;
    }
    this.access = undefined;
    if (this.external !== undefined && this.clock.now() - this.external.obtainedAt > MAX_TRUSTED_AGE_MS) {
      this.external = undefined;
    }
  }

  private async renew(): Promise<CachedToken> {
    const kept = this.external;
    const external = await this.externalToken();
    let response: TokenResponse;
    try {
      response = await this.requests.exchange(external.token);
    } catch (error) {
      if (!(error instanceof ApiError && isTokenRefused(error.status))) {
        throw error;
      }
      this.external = undefined;
      if (external !== kept) {
        throw error;
      }
      // The cached token may have been revoked, so try again with a new one.
      response = await this.requests.exchange((await this.externalToken()).token);
    }
    const { accessToken, expiresIn = this.options.lifetime } = response;
    this.access = this.cached(accessToken, expiresIn, ACCESS_TOKEN_BUFFER_SECONDS);
    return this.access;
  }

  private async externalToken(): Promise<CachedToken> {
    const { external } = this.options;
    if ("accessToken" in external) {
      return { token: external.accessToken, obtainedAt: this.clock.now(), dueAt: Number.POSITIVE_INFINITY };
    }
    if (this.external === undefined || this.isDue(this.external)) {
      const { accessToken, expiresIn = DEFAULT_EXTERNAL_LIFETIME_SECONDS } =
        await this.requests.obtain(external);
      this.external = this.cached(accessToken, expiresIn, EXTERNAL_TOKEN_BUFFER_SECONDS);
    }
    return this.external;
  }

  /** A token is due before it expires, because a request takes time. A short-lived token is due after half its lifetime. */
  private cached(token: string, lifetimeSeconds: number, bufferSeconds: number): CachedToken {
    const useful = lifetimeSeconds > bufferSeconds ? lifetimeSeconds - bufferSeconds : lifetimeSeconds / 2;
    const obtainedAt = this.clock.now();
    return { token, obtainedAt, dueAt: obtainedAt + useful * 1_000 };
  }

  private isDue({ dueAt }: CachedToken): boolean {
    return this.clock.now() >= dueAt;
  }
}
