import { fork, type ChildProcess } from 'node:child_process';
import type { Tensor } from '../postprocess/tensor.js';
import type { ModelReply, RunRequest } from './messages.js';

export interface ModelRun {
  outputs: Record<string, Tensor>;
  /** Time inside ONNX Runtime. */
  milliseconds: number;
}

interface Waiting {
  resolve: (run: ModelRun) => void;
  reject: (error: Error) => void;
  timer: NodeJS.Timeout;
}

interface ModelProcessOptions {
  /** Compiled model-host.js. */
  host: string;
  file: string;
  threads: number;
  timeoutMs: number;
}

/**
 * The child process of one model version: started at the first run, kept with its session, started again
 * after it died. A run past its time limit ends the process, and with it every run that waits on it.
 */
export class ModelProcess {
  private child: ChildProcess | undefined;
  private ready: Promise<void> | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private nextId = 1;

  constructor(private readonly options: ModelProcessOptions) {}

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Loads the session ahead of the first run. */
  async start(): Promise<void> {
    this.ready ??= this.launch();
    await this.ready;
  }

  async run(feeds: Record<string, Tensor>, outputs: string[]): Promise<ModelRun> {
    await this.start();
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.fail(new Error(`The model did not answer within ${this.options.timeoutMs} ms`));
        this.child?.kill('SIGKILL');
      }, this.options.timeoutMs);
      this.waiting.set(id, { resolve, reject, timer });
      this.child?.send({ id, feeds, outputs } satisfies RunRequest);
    });
  }

  stop(): void {
    this.fail(new Error('The model process is stopping'));
    this.child?.kill('SIGKILL');
    this.child = undefined;
    this.ready = undefined;
  }

  private launch(): Promise<void> {
    const { host, file, threads } = this.options;
    const child = fork(host, [file, String(threads)], { serialization: 'advanced', execArgv: [] });
    this.child = child;
    return new Promise((resolve, reject) => {
      child.on('message', (reply: ModelReply) => (reply.kind === 'ready' ? resolve() : this.settle(reply)));
      child.once('error', reject);
      child.once('exit', (code, signal) => {
        const error = new Error(`The model process ended (${signal ?? `code ${code}`})`);
        reject(error);
        if (this.child !== child) return;
        this.child = undefined;
        this.ready = undefined;
        this.fail(error);
      });
    });
  }

  private settle(reply: Exclude<ModelReply, { kind: 'ready' }>): void {
    const waiting = this.waiting.get(reply.id);
    if (!waiting) return;
    this.waiting.delete(reply.id);
    clearTimeout(waiting.timer);
    if (reply.kind === 'result')
      waiting.resolve({ outputs: reply.outputs, milliseconds: reply.milliseconds });
    else waiting.reject(new Error(reply.message));
  }

  private fail(error: Error): void {
    for (const { reject, timer } of this.waiting.values()) {
      clearTimeout(timer);
      reject(error);
    }
    this.waiting.clear();
  }
}
