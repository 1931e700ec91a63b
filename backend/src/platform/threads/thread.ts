import { Worker } from 'node:worker_threads';

/** A program that runs beside the event loop, with what it may take. */
export interface ThreadTask<Message> {
  /** Of the compiled program. */
  path: string;
  /** Must survive a structured clone. */
  data: unknown;
  mostMs: number;
  mostMemoryMb: number;
  onMessage: (message: Message) => void;
  /** Once, however it ends; the end may come after its answer. */
  onEnd: (how: 'ended' | 'brokeOff' | 'tookTooLong') => void;
}

/** Starts a thread. What it is given to do is over with `terminate`, and with its time or memory. */
export function startThread<Message>(task: ThreadTask<Message>): Worker {
  const thread = new Worker(task.path, {
    workerData: task.data,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: task.mostMemoryMb },
  });
  let how: 'ended' | 'brokeOff' | 'tookTooLong' = 'ended';
  const endBy = (reason: typeof how) => {
    how = reason;
    void thread.terminate();
  };
  const tooLong = setTimeout(() => endBy('tookTooLong'), task.mostMs);
  thread.on('message', task.onMessage);
  thread.on('error', () => endBy('brokeOff'));
  thread.on('exit', () => {
    clearTimeout(tooLong);
    task.onEnd(how);
  });
  return thread;
}
