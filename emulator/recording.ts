import type { HttpResponse, ReceivedRequest } from "./httpResponse";
import { isTokenPath, redactTokenRequest, redactTokens } from "./tokenService";

/** A request that reached the emulator, and its response. */
export interface RecordedExchange {
  /** In upper case. */
  readonly method: string;
  /** The path as it was sent, without the query. */
  readonly path: string;
  /** Decoded. If a parameter is repeated, the last value. */
  readonly query: Readonly<Record<string, string>>;
  /** Header names are in lower case. The value of authorization contains only the scheme and `[redacted]`. */
  readonly headers: Readonly<Record<string, string>>;
  /**
   * Parsed if it is JSON, otherwise a string. Undefined if the request has no body. In a token request, the form without
   * its secrets.
   */
  readonly body: unknown;
  /** True if a fault applied to the request, including a delay. */
  readonly faulted: boolean;
  /** Undefined until it is sent, and if the client gets no response: a reset or a lost answer. */
  readonly response?: RecordedResponse;
}

export interface RecordedResponse {
  readonly status: number;
  /** Header names are in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed if it is JSON, otherwise a string. Undefined if the response has no body. Tokens are `[redacted]`. */
  readonly body: unknown;
}

export class Recorder {
  private records: (RecordedExchange & { response?: RecordedResponse })[] = [];

  /** Records a request and returns the function that records its response. */
  begin(request: ReceivedRequest, faulted: boolean): (response: HttpResponse) => void {
    const { headers, body, path } = request;
    const authorization = headers["authorization"]?.replace(/^(\S+\s+(?=\S))?[^]*$/, "$1[redacted]");
    const record: (typeof this.records)[number] = {
      ...request,
      headers: { ...headers, ...(authorization !== undefined && { authorization }) },
      body: isTokenPath(path) ? redactTokenRequest(headers, body) : parseBody(body),
      faulted,
    };
    this.records.push(record);
    return (response) => {
      const parsed = parseBody(response.body);
      record.response = { ...response, body: isTokenPath(path) ? redactTokens(parsed) : parsed };
    };
  }

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
