import { api } from 'dicomweb-client';

/** As much of XMLHttpRequest as dicomweb-client uses, over fetch. */
class FetchRequest {
  responseType = '';
  readyState = 0;
  status = 0;
  statusText = '';
  response: unknown;
  onreadystatechange: () => void = () => undefined;
  onloadend: () => void = () => undefined;
  upload = {};
  private readonly headers: Record<string, string> = {};
  private answer: Headers = new Headers();
  private method = 'GET';
  private url = '';

  open(method: string, url: string): void {
    [this.method, this.url] = [method.toUpperCase(), url];
  }

  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value;
  }

  getResponseHeader(name: string): string | null {
    return this.answer.get(name);
  }

  getAllResponseHeaders(): string {
    return [...this.answer].map(([name, value]) => `${name}: ${value}`).join('\r\n');
  }

  addEventListener(): void {
    // Progress is not watched here.
  }

  send(body?: ArrayBuffer): void {
    void this.fetched(body).finally(() => {
      this.readyState = 4;
      this.onreadystatechange();
      this.onloadend();
    });
  }

  private async fetched(body?: ArrayBuffer): Promise<void> {
    const response = await fetch(this.url, {
      method: this.method,
      headers: this.headers,
      ...(body && { body }),
    });
    this.answer = response.headers;
    [this.status, this.statusText] = [response.status, response.statusText];
    if (this.responseType === 'json') this.response = await response.json();
    else if (this.responseType === 'arraybuffer') this.response = await response.arrayBuffer();
    else this.response = await response.text();
  }
}

/** What the specs use of it; its own types ask for options that it does not need. */
type Client = Record<
  | 'storeInstances'
  | 'searchForStudies'
  | 'searchForSeries'
  | 'searchForInstances'
  | 'retrieveSeriesMetadata'
  | 'retrieveInstanceMetadata'
  | 'retrieveInstance'
  | 'retrieveSeries'
  | 'retrieveInstanceFrames'
  | 'retrieveBulkData'
  | 'retrieveInstanceRendered'
  | 'retrieveInstanceThumbnail',
  (options: object) => Promise<unknown>
>;

export function dicomwebClient(url: string, token: string): Client {
  Object.assign(globalThis, { XMLHttpRequest: FetchRequest });
  const options = {
    url: `${url}/dicomweb`,
    headers: { Authorization: `Bearer ${token}` },
    singlepart: false,
  };
  return new api.DICOMwebClient(options) as unknown as Client;
}
