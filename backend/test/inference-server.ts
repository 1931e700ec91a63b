import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Tensor } from '../src/inference/index.js';

interface Request {
  inputs: {
    name: string;
    shape: number[];
    datatype: string;
    data?: number[];
    parameters?: { binary_data_size?: number };
  }[];
  outputs: { name: string }[];
}

/** A server of the Open Inference Protocol v2, as KServe and Triton speak it. */
export interface InferenceServer {
  url: string;
  /** Names of what each call carried: the JSON keys of its inputs, and its headers. */
  readonly seen: { path: string; headers: string[]; inputs: string[] }[];
  /** What the next calls do instead of answering. */
  trouble: 'none' | 'error' | 'silence' | 'notReady' | 'nonsense';
  close: () => Promise<void>;
}

export async function startInferenceServer(options: {
  model: string;
  /** Whether it takes and gives tensors as bytes. */
  binary: boolean;
  run: (feeds: Record<string, Tensor>, outputs: string[]) => Promise<Record<string, Tensor>>;
}): Promise<InferenceServer> {
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  const state: InferenceServer = {
    url: '',
    seen: [],
    trouble: 'none',
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '';
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const json = (status: number, value: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    };
    if (path === '/v2')
      return json(200, { name: 'spec', extensions: options.binary ? ['binary_tensor_data'] : [] });
    if (path.startsWith('/v2/health/')) return json(state.trouble === 'notReady' ? 503 : 200, {});
    if (path === `/v2/models/${options.model}/ready`) return json(200, {});
    if (path !== `/v2/models/${options.model}/infer`) return json(404, { error: 'unknown model' });
    const body = Buffer.concat(chunks);
    const { feeds, outputs } = readRequest(body, request.headers['inference-header-content-length']);
    state.seen.push({ path, headers: Object.keys(request.headers), inputs: Object.keys(feeds) });
    if (state.trouble === 'silence') return;
    if (state.trouble === 'error') return json(500, { error: 'out of memory' });
    if (state.trouble === 'nonsense') return json(200, { predictions: [1] });
    writeAnswer(response, await options.run(feeds, outputs), options.binary);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return state;
}

function readRequest(body: Buffer, headerLength: string | string[] | undefined) {
  const length = headerLength === undefined ? body.length : Number(headerLength);
  const request = JSON.parse(body.subarray(0, length).toString('utf8')) as Request;
  let offset = length;
  const feeds: Record<string, Tensor> = {};
  for (const { name, shape, data, parameters } of request.inputs) {
    const size = parameters?.binary_data_size ?? 0;
    const bytes = body.subarray(offset, offset + size);
    feeds[name] = {
      dims: shape,
      data: data
        ? Float32Array.from(data)
        : new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + size)),
    };
    offset += size;
  }
  return { feeds, outputs: request.outputs.map((output) => output.name) };
}

function writeAnswer(response: ServerResponse, outputs: Record<string, Tensor>, binary: boolean): void {
  const tensors = Object.entries(outputs);
  const header = Buffer.from(
    JSON.stringify({
      model_name: 'spec',
      outputs: tensors.map(([name, { dims, data }]) => ({
        name,
        shape: dims,
        datatype: 'FP32',
        ...(binary ? { parameters: { binary_data_size: data.byteLength } } : { data: [...data] }),
      })),
    }),
  );
  if (!binary) {
    response.writeHead(200, { 'content-type': 'application/json' }).end(header);
    return;
  }
  const bytes = tensors.map(([, { data }]) => Buffer.from(data.buffer, data.byteOffset, data.byteLength));
  response.writeHead(200, {
    'content-type': 'application/octet-stream',
    'inference-header-content-length': String(header.length),
  });
  response.end(Buffer.concat([header, ...bytes]));
}
