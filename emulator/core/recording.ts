import type { HttpResponse } from "./httpResponse";
import { redactAuthorization } from "./authentication";
import { isTokenPath, redactTokenResponse, redactTokenRequest } from "./tokenForms";

/** A request that reached the emulator, and what it answered. */
export interface RecordedExchange {
  /** In upper case. */
  readonly method: string;
  /** The URL's path as it was sent, without the query. */
  readonly path: string;
  /** Decoded; of a parameter given twice, the last. */
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case. The value of authorization is only its scheme and `[redacted]`. */
  readonly headers: Readonly<Record<string, string>>;
  /**
   * Parsed where it is JSON, else the text; undefined where there was none. Of a request for a token, the form without
   * its secrets.
   */
  readonly body: unknown;
  /** True where a fault happened to it, a delay too. */
  readonly faulted: boolean;
  /** A refusal by the rate limit is a 429 here. Absent while it is on the way, and where the client got none: reset, lost answer, or client gone. */
  readonly response?: RecordedResponse;
}

export interface RecordedResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed where it is JSON, else the text; undefined where there was none. A token is only `[redacted]`. */
  readonly body: unknown;
}

/** A request as it was received; header names in lower case. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty where there was none. */
  readonly body: string;
}

export interface Recorder {
  /** Records a request; the answer is added by calling what this returns. */
  readonly begin: (request: ReceivedRequest, faulted: boolean) => (answer: HttpResponse) => void;
  /** Copies, in the order of arrival. */
  readonly exchanges: () => RecordedExchange[];
  readonly clear: () => void;
}

export function createRecorder(): Recorder {
  let records: (RecordedExchange & { response?: RecordedResponse })[] = [];
  return {
    begin: (request, faulted) => {
      const { headers, body, path } = request;
      const authorization = headers["authorization"];
      const record: (typeof records)[number] = {
        ...request,
        headers: {
          ...headers,
          ...(authorization !== undefined && { authorization: redactAuthorization(authorization) }),
        },
        body: isTokenPath(path) ? redactTokenRequest(headers, body) : parsed(body),
        faulted,
      };
      records.push(record);
      return ({ status, headers: answered, body: text }) => {
        const answer = parsed(text);
        record.response = {
          status,
          headers: answered,
          body: isTokenPath(path) ? redactTokenResponse(answer) : answer,
        };
      };
    },
    exchanges: () => structuredClone(records),
    clear: () => {
      records = [];
    },
  };
}

function parsed(text: string): unknown {
  if (text === "") {
    return undefined;
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
