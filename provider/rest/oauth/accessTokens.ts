import type { AnsweredToken } from "../../wire";
import { ProviderError, type RequestContext, secrets } from "../../errors";
import { ApiError } from "../http";
import type { Clock } from "../clock";
import { isTokenRefused } from "../send";
import { cacheToken, type CachedToken } from "./cachedToken";
import type { ClientCredentials, OAuthOptions } from "../../config";
import { TokenError } from "./tokenError";

/** What tokens are had by. */
interface TokenSource {
  obtain(credentials: ClientCredentials): Promise<AnsweredToken>;
  exchange(external: string): Promise<AnsweredToken>;
}

/** How long before its end a token is renewed, in seconds. */
const ACCESS_TOKEN_BUFFER_SECONDS = 60;
const EXTERNAL_TOKEN_BUFFER_SECONDS = 180;

/** The life of an external token whose answer tells none, in seconds: short, for nothing but an error comes of too long. */
const DEFAULT_EXTERNAL_LIFETIME_SECONDS = 300;

/** Once an access token is refused, an external token older than this is not trusted either, in milliseconds. */
const MAX_TRUSTED_AGE_MS = 60_000;

/**
 * The access token that requests are sent with: obtained when the first one wants it, kept while it is good, and renewed
 * in time. However many requests wait for a new one, it is asked for once.
 */
export class AccessTokens {
  private access: CachedToken | undefined;
  private external: CachedToken | undefined;
  private renewal: Promise<CachedToken> | undefined;

  constructor(
    private readonly options: OAuthOptions,
    private readonly requests: TokenSource,
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

  /**
   * An access token that is good for a while yet.
   *
   * @param action what it is wanted for
   * @throws TokenError: then nothing must be sent
   */
  async get(action: RequestContext): Promise<string> {
    if (this.access !== undefined && !this.isDue(this.access)) {
      return this.access.token;
    }
    this.renewal ??= this.renew().finally(() => {
      this.renewal = undefined;
    });
    try {
      return (await this.renewal).token;
    } catch (error) {
      throw error instanceof ProviderError ? new TokenError(action, error) : error;
    }
  }

  /** The API has refused `token`: it is not handed out again, nor is an old external token exchanged again. */
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
    let answer: AnsweredToken;
    try {
      answer = await this.requests.exchange(external.token);
    } catch (error) {
      if (!(error instanceof ApiError && isTokenRefused(error.status))) {
        throw error;
      }
      this.external = undefined;
      if (external !== kept) {
        throw error;
      }
      // One that was kept may have been revoked. A new one shows whether it was that.
      answer = await this.requests.exchange((await this.externalToken()).token);
    }
    const { accessToken, expiresIn = this.options.lifetime } = answer;
    this.access = cacheToken(accessToken, this.clock.now(), expiresIn, ACCESS_TOKEN_BUFFER_SECONDS);
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
      this.external = cacheToken(accessToken, this.clock.now(), expiresIn, EXTERNAL_TOKEN_BUFFER_SECONDS);
    }
    return this.external;
  }

  private isDue({ dueAt }: CachedToken): boolean {
    return this.clock.now() >= dueAt;
  }
}
