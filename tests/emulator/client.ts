import { DEFAULT_CREDENTIALS, type EmulatorCredentials, type RecordedExchange } from "../../emulator/index";
import { COLLECTION_PATH, type GroupMapping } from "../../provider/wire";

/** A response in the form that tests need. */
export interface Received {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed if it is JSON, otherwise a string. */
  readonly body: unknown;
}

export interface CallOptions {
  /** A string is sent unchanged, anything else as JSON. */
  readonly body?: unknown;
  /** Default: the emulator's default credentials. */
  readonly as?: EmulatorCredentials;
  /** The value of Authorization instead of credentials. "" sends no header. */
  readonly authorization?: string;
}

/** One page of the list. */
export interface GroupMappingList {
  readonly metadata: { readonly next?: string; readonly total_size: number };
  readonly data: readonly GroupMapping[];
}

/** Sends a request with the global fetch. */
export async function call(
  url: string,
  method: string,
  path: string = COLLECTION_PATH,
  { body, as = DEFAULT_CREDENTIALS, authorization = authorizationOf(as) }: CallOptions = {},
): Promise<Received> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      ...(authorization !== "" && { authorization }),
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get("content-type") === "application/json" && text !== "";
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: isJson ? (JSON.parse(text) as unknown) : text,
  };
}

export function authorizationOf(credentials: EmulatorCredentials): string {
  return `Basic ${Buffer.from(`${credentials.apiKey}:${credentials.apiSecret}`).toString("base64")}`;
}

/** Fields of a mapping whose values do not matter for a test. */
export const DEVELOPERS = {
  display_name: "Application Developers",
  description: "Everyone who writes applications",
  filter: '"developers" in groups',
};

export function itemPath({ id }: { readonly id: string }): string {
  return `${COLLECTION_PATH}/${id}`;
}

export async function create(
  url: string,
  fields: Partial<typeof DEVELOPERS> = {},
  as?: EmulatorCredentials,
): Promise<GroupMapping> {
  const body = { ...DEVELOPERS, ...fields };
  const created = await call(url, "POST", COLLECTION_PATH, { body, ...(as && { as }) });
  if (created.status !== 201) {
    throw new Error(`The response to POST was ${JSON.stringify(created)}`);
  }
  return created.body as GroupMapping;
}

export async function list(url: string, query = "", as?: EmulatorCredentials): Promise<GroupMappingList> {
  const listed = await call(url, "GET", `${COLLECTION_PATH}${query}`, as && { as });
  if (listed.status !== 200) {
    throw new Error(`The response to LIST was ${JSON.stringify(listed)}`);
  }
  return listed.body as GroupMappingList;
}

export async function names(url: string, query = "", as?: EmulatorCredentials): Promise<string[]> {
  return (await list(url, query, as)).data.map(({ display_name }) => display_name);
}

/** Returns a matcher for a failure with this first entry in `errors`. */
export function failure(status: number, code: string, detail: unknown = expect.any(String)): unknown {
  return expect.objectContaining({
    status,
    body: {
      errors: [
        expect.objectContaining({ id: expect.any(String) as string, status: String(status), code, detail }),
      ],
    },
  });
}

/** For tests of requests that are not in the contract. */
export const anyExchange = (): boolean => true;

/** For tests that send invalid requests on purpose, and expect an error response. */
export const refused = ({ response }: RecordedExchange): boolean =>
  response !== undefined && response.status >= 400 && response.status < 500;
