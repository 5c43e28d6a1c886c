import { redactAuthorization } from "./authentication";
import type { HttpResponse, ReceivedRequest } from "./httpResponse";
import { isTokenPath, redactTokenRequest, redactTokens } from "./tokenService";

/** A request that reached the emulator, and its response. */
export interface RecordedExchange {
  /** In upper case. */
  readonly method: string;
  /** The URL's path as it was sent, without the query. */
  readonly path: string;
  /** Decoded; the last value if a parameter is given twice. */
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case. The value of authorization is only its scheme and `[redacted]`. */
  readonly headers: Readonly<Record<string, string>>;
  /**
   * Parsed if it is JSON, else the text; undefined if there was none. For a request for a token, the form without its
   * secrets.
   */
  readonly body: unknown;
  /** True if a fault happened to it, a delay too. */
  readonly faulted: boolean;
  /** Absent until it is sent, and if the client got none: reset, or lost answer. */
  readonly response?: RecordedResponse;
}

export interface RecordedResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed if it is JSON, else the text; undefined if there was none. A token is only `[redacted]`. */
  readonly body: unknown;
}

export class Recorder {
  private records: (RecordedExchange & { response?: RecordedResponse })[] = [];

  /** Records a request and returns the function that records its response. */
  begin(request: ReceivedRequest, faulted: boolean): (response: HttpResponse) => void {
    const { headers, body, path } = request;
    const { authorization } = headers;
    const record: (typeof this.records)[number] = {
      ...request,
      headers: {
        ...headers,
        ...(authorization !== undefined && { authorization: redactAuthorization(authorization) }),
      },
      body: isTokenPath(path) ? redactTokenRequest(headers, body) : parseBody(body),
      faulted,
    };
    this.records.push(record);
    return (response) => {
      const parsed = parseBody(response.body);
      record.response = { ...response, body: isTokenPath(path) ? redactTokens(parsed) : parsed };
    };
  }

  /** Returns copies, in the order of arrival. */
  exchanges(): RecordedExchange[] {
    return structuredClone(this.records);
  }

  clear(): void {
    this.records = [];
  }
}

function parseBody(text: string): unknown {
  try {
    return text === "" ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return text;
  }
}
