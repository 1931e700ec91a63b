import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import type { Tensor } from '../postprocess/tensor.js';
import { TENSOR_DESCRIPTOR, type ModelReply, type RunRequest } from './messages.js';
import { inModelProcess } from './tensor-file.js';

/**
 * A process that holds one model's session for its whole life. `run` blocks the event loop and sessions
 * leak when reloaded, which is why neither happens in the worker.
 * Arguments: path of the ONNX file, number of threads, execution providers separated by commas.
 */
async function host(file: string, threads: number, executionProviders: string[]): Promise<void> {
  const session = await InferenceSession.create(file, {
    executionProviders,
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
  });
  let last: Promise<void> = Promise.resolve();
  process.on('message', (request: RunRequest) => {
    last = last.then(() => answer(session, request));
  });
  send({ kind: 'ready', inputs: session.inputNames, outputs: session.outputNames });
}

async function answer(session: InferenceSession, request: RunRequest): Promise<void> {
  try {
    const feeds = inModelProcess.read(TENSOR_DESCRIPTOR, request.feeds);
    const started = performance.now();
    const results = await session.run(
      mapped(feeds, ({ dims, data }) => new OrtTensor('float32', data, dims)),
      request.outputs,
    );
    const milliseconds = performance.now() - started;
    const outputs = inModelProcess.write(
      TENSOR_DESCRIPTOR,
      mapped(results, ({ dims, data }): Tensor => ({ dims, data: asFloat32(data) })),
    );
    send({ kind: 'result', id: request.id, outputs, milliseconds, memory: process.memoryUsage.rss() });
  } catch (error) {
    send({ kind: 'error', id: request.id, message: (error as Error).message });
  }
}

function mapped<A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}

function asFloat32(data: OrtTensor['data']): Float32Array {
  return data instanceof Float32Array ? data : Float32Array.from(data as ArrayLike<number>, Number);
}

function send(reply: ModelReply): void {
  process.send?.(reply);
}

process.on('disconnect', () => process.exit(0));
process.on('SIGINT', () => undefined);

const [file = '', threads = '1', providers = 'cpu'] = process.argv.slice(2);
host(file, Number(threads), providers.split(',')).catch((error: unknown) => {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
});
