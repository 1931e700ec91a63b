import type { RemoteManifest } from '@firstread/contract';
import {
  BrokenCircuitError,
  circuitBreaker,
  ConsecutiveBreaker,
  handleAll,
  type CircuitBreakerPolicy,
} from 'cockatiel';
import type { Tensor } from '../postprocess/tensor.js';
import { readAnswer, writeRequest, type Wire } from './inference-protocol.js';
import type { ModelRun, ModelRunner } from './model-runner.js';

interface RemoteOptions {
  endpoint: RemoteManifest['endpoint'];
  timeoutMs: number;
  /** Hosts that tensors may be sent to; any where left out. */
  hosts?: readonly string[];
}

const QUESTION_MS = 10_000;

/**
 * A model served elsewhere by the Open Inference Protocol v2 over HTTP (KServe, Triton). It gets tensors and nothing
 * else: no header, no identifier. After some failures in a row no call is made for a while.
 */
export class RemoteEndpoint implements ModelRunner {
  private readonly breaker: CircuitBreakerPolicy;
  private wire: Promise<Wire> | undefined;

  constructor(private readonly options: RemoteOptions) {
    this.breaker = circuitBreaker(handleAll, {
      halfOpenAfter: options.endpoint.resetMs,
      breaker: new ConsecutiveBreaker(options.endpoint.failuresToOpen),
    });
  }

  /** Throws with a sentence where the endpoint does not live, is not ready or does not serve the model. */
  async start(): Promise<void> {
    await this.ask('/v2/health/live', 'does not say that it lives');
    await this.ask('/v2/health/ready', 'is not ready');
    await this.ask(`${this.modelPath}/ready`, `does not serve ${this.options.endpoint.model}`);
  }

  async run(feeds: Record<string, Tensor>, outputs: string[]): Promise<ModelRun> {
    try {
      return await this.breaker.execute(() => this.infer(feeds, outputs));
    } catch (error) {
      if (!(error instanceof BrokenCircuitError)) throw error;
      const { failuresToOpen, resetMs } = this.options.endpoint;
      throw new Error(
        `the endpoint failed ${failuresToOpen} times in a row and is left alone for ${resetMs} ms`,
        { cause: error },
      );
    }
  }

  async peakMemoryMb(): Promise<null> {
    return Promise.resolve(null);
  }

  stop(): void {
    this.wire = undefined;
  }

  private async infer(feeds: Record<string, Tensor>, outputs: string[]): Promise<ModelRun> {
    const started = performance.now();
    this.wire ??= this.askWire();
    const { body, headers } = writeRequest(feeds, outputs, await this.wire);
    const response = await this.send(`${this.modelPath}/infer`, this.options.timeoutMs, {
      method: 'POST',
      headers,
      body,
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (!response.ok) throw new Error(`the endpoint answers ${response.status}: ${problemText(bytes)}`);
    const answer = readAnswer(bytes, response.headers.get('inference-header-content-length'));
    return { outputs: answer, milliseconds: performance.now() - started };
  }

  /** Whether the server takes tensors as bytes; numbers in JSON where it does not say so. */
  private async askWire(): Promise<Wire> {
    const response = await this.send('/v2', QUESTION_MS);
    const { extensions } = (await response.json().catch(() => ({}))) as { extensions?: unknown };
    return Array.isArray(extensions) && extensions.includes('binary_tensor_data') ? 'binary' : 'json';
  }

  private async ask(path: string, otherwise: string): Promise<void> {
    const response = await this.send(path, QUESTION_MS);
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`the endpoint ${otherwise}: ${path} answers ${response.status}`);
  }

  private async send(path: string, timeoutMs: number, init: RequestInit = {}): Promise<Response> {
    const { endpoint, hosts } = this.options;
    const url = `${endpoint.url.replace(/\/$/, '')}${path}`;
    const { hostname } = new URL(url);
    if (hosts && !hosts.includes(hostname))
      throw new Error(
        `tensors may not be sent to ${hostname}: an administrator must name it in REMOTE_MODEL_HOSTS first`,
      );
    try {
      return await fetch(url, { redirect: 'error', ...init, signal: AbortSignal.timeout(timeoutMs) });
    } catch (error) {
      const { name, message, cause } = error as Error & { cause?: Error };
      if (name === 'TimeoutError')
        throw new Error(`the endpoint did not answer within ${timeoutMs} ms`, { cause: error });
      throw new Error(`the endpoint cannot be reached (${cause?.message ?? message}): check endpoint.url`, {
        cause: error,
      });
    }
  }

  private get modelPath(): string {
    const { model, version } = this.options.endpoint;
    return `/v2/models/${model}${version ? `/versions/${version}` : ''}`;
  }
}

const LONGEST_TEXT = 200;

function problemText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes.subarray(0, LONGEST_TEXT)).trim();
}
