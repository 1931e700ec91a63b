import { ApiError, toApiError } from './problem';

/** What a contract schema is to this file: a check that returns the checked value. */
interface Schema<T> {
  parse(input: unknown): T;
}

interface Options {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  signal?: AbortSignal;
  /** Goes on when the page is left. */
  keepalive?: boolean;
}

async function send(path: string, options: Options): Promise<Response> {
  const init: RequestInit = {
    method: options.method ?? 'GET',
    credentials: 'same-origin',
    headers: {
      Accept: 'application/json',
      ...(options.body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    ...(options.keepalive ? { keepalive: true } : {}),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  };
  try {
    return await fetch(path, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(0, null, 'The server does not answer');
  }
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Calls the API and returns the answer as the contract's schema parsed it. */
export async function request<T>(path: string, schema: Schema<T>, options: Options = {}): Promise<T> {
  const response = await send(path, options);
  const body = await readJson(response);
  if (!response.ok) throw toApiError(response.status, body);
  return schema.parse(body);
}

/** Sends a file as it is. */
export async function upload<T>(path: string, schema: Schema<T>, file: Blob, mediaType: string): Promise<T> {
  const response = await fetch(path, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { Accept: 'application/json', 'Content-Type': mediaType },
    body: file,
  }).catch(() => {
    throw new ApiError(0, null, 'The server does not answer');
  });
  const body = await readJson(response);
  if (!response.ok) throw toApiError(response.status, body);
  return schema.parse(body);
}

/** The same for calls whose answer carries nothing. */
export async function command(path: string, options: Options): Promise<void> {
  const response = await send(path, options);
  if (!response.ok) throw toApiError(response.status, await readJson(response));
}
