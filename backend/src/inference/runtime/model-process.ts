import { fork, type ChildProcess } from 'node:child_process';
import type { FileHandle } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Tensor } from '../postprocess/tensor.js';
import type { ModelReply, RunRequest } from './messages.js';
import { mebibytes, peakMemoryOf, residentMemoryOf } from './process-memory.js';
import { RunnerStopped, type ModelRun, type ModelRunner } from './model-runner.js';
import { openTensorFile, readTensors, writeTensors } from './tensor-file.js';

type ModelResult = Extract<ModelReply, { kind: 'result' }>;

interface Waiting {
  resolve: (result: ModelResult) => void;
  reject: (error: Error) => void;
  timer: NodeJS.Timeout;
}

export interface ModelProcessOptions {
  /** Compiled model-host.js. */
  host: string;
  file: string;
  threads: number;
  /** Execution providers of ONNX Runtime, the preferred one first. */
  providers: readonly string[];
  timeoutMs: number;
  /** Resident memory above which the process is ended. */
  memoryMb: number;
}

/** How often the memory of a process that works is looked at. */
const WATCH_MS = 100;
/** Share of the memory limit above which a process at rest is replaced by a fresh one. */
const RECYCLE_SHARE = 0.9;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 30_000;

/**
 * The child process of one model version: started at the first run, kept with its session, started again after it
 * died, with growing pauses where it dies again and again. Calls wait their turn; the time limit is that of one call. A
 * call past its time, or one that takes the process over its memory, ends the process.
 */
export class ModelProcess implements ModelRunner {
  private child: ChildProcess | undefined;
  private tensors: FileHandle | undefined;
  private ready: Promise<void> | undefined;
  private waiting: (Waiting & { id: number }) | undefined;
  private turn: Promise<unknown> = Promise.resolve();
  private nextId = 1;
  private deaths = 0;
  private memory = 0;

  constructor(private readonly options: ModelProcessOptions) {}

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Loads the session ahead of the first run. */
  async start(): Promise<void> {
    this.ready ??= this.launch();
    await this.ready;
  }

  run(feeds: Record<string, Tensor>, outputs: string[]): Promise<ModelRun> {
    const mine = this.turn.then(() => this.call(feeds, outputs));
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  async peakMemoryMb(): Promise<number | null> {
    return peakMemoryOf(this.pid);
  }

  stop(): void {
    this.end(new RunnerStopped());
  }

  private async call(feeds: Record<string, Tensor>, outputs: string[]): Promise<ModelRun> {
    this.recycle();
    await this.start();
    const { child, tensors } = this;
    if (!child || !tensors) throw new Error('The model process is not there');
    const request = { id: this.nextId++, feeds: await writeTensors(tensors, feeds), outputs };
    const reply = await this.ask(child, request);
    return { outputs: await readTensors(tensors, reply.outputs), milliseconds: reply.milliseconds };
  }

  private async ask(child: ChildProcess, request: RunRequest): Promise<ModelResult> {
    const { timeoutMs } = this.options;
    const watch = setInterval(() => this.watchMemory(), WATCH_MS);
    try {
      return await new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => this.end(new Error(`The model did not answer within ${timeoutMs} ms`)),
          timeoutMs,
        );
        this.waiting = { id: request.id, resolve, reject, timer };
        child.send(request, (error) => error && this.end(error));
      });
    } finally {
      clearInterval(watch);
    }
  }

  /** What a long life has gathered goes with the process. */
  private recycle(): void {
    if (this.memory > this.options.memoryMb * RECYCLE_SHARE)
      this.end(new Error('The model process is replaced'));
  }

  private watchMemory(): void {
    const child = this.child;
    residentMemoryOf(child?.pid).then(
      (used) => {
        const { memoryMb } = this.options;
        if (used !== null && used > memoryMb && child === this.child)
          this.end(
            new Error(`The model used ${Math.round(used)} MiB of memory; its limit is ${memoryMb} MiB`),
          );
      },
      () => undefined,
    );
  }

  /** Ends the process; the call that waits on it fails with the error. */
  private end(error: Error): void {
    const { child, tensors } = this;
    this.child = undefined;
    this.tensors = undefined;
    this.ready = undefined;
    this.memory = 0;
    child?.kill('SIGKILL');
    tensors?.close().catch(() => undefined);
    this.fail(error);
  }

  private async launch(): Promise<void> {
    if (this.deaths > 0) await pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (this.deaths - 1)));
    const { host, file, threads, providers } = this.options;
    const tensors = await openTensorFile();
    const child = fork(host, [file, String(threads), providers.join()], {
      execArgv: [],
      // The fifth is TENSOR_DESCRIPTOR.
      stdio: ['ignore', 'inherit', 'inherit', 'ipc', tensors.fd],
    });
    this.child = child;
    this.tensors = tensors;
    await new Promise<void>((resolve, reject) => {
      child.on('message', (reply: ModelReply) => (reply.kind === 'ready' ? resolve() : this.settle(reply)));
      child.once('error', reject);
      child.once('exit', (code, signal) => {
        const error = new Error(`The model process ended (${signal ?? `code ${code}`})`);
        reject(error);
        if (this.child !== child) return;
        this.deaths += 1;
        this.end(error);
      });
    });
  }

  private settle(reply: Exclude<ModelReply, { kind: 'ready' }>): void {
    if (this.waiting?.id !== reply.id) return;
    const { resolve, reject, timer } = this.waiting;
    this.waiting = undefined;
    clearTimeout(timer);
    this.deaths = 0;
    if (reply.kind === 'error') return reject(new Error(reply.message));
    this.memory = mebibytes(reply.memory);
    resolve(reply);
  }

  private fail(error: Error): void {
    if (!this.waiting) return;
    const { reject, timer } = this.waiting;
    this.waiting = undefined;
    clearTimeout(timer);
    reject(error);
  }
}
