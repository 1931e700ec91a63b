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
  /** Once, however it ends; the end may come after its answer. With the error that broke it off. */
  onEnd: (how: ThreadEnd, error?: Error) => void;
}

export type ThreadEnd = 'ended' | 'brokeOff' | 'outOfMemory' | 'tookTooLong';

/** Starts a thread. What it is given to do is over with `terminate`, and with its time or memory. */
export function startThread<Message>(task: ThreadTask<Message>): Worker {
  const thread = new Worker(task.path, {
    workerData: task.data,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: task.mostMemoryMb },
  });
  let how: ThreadEnd = 'ended';
  let problem: Error | undefined;
  const endBy = (reason: ThreadEnd) => {
    how = reason;
    void thread.terminate();
  };
  const tooLong = setTimeout(() => endBy('tookTooLong'), task.mostMs);
  thread.on('message', task.onMessage);
  thread.on('error', (error: Error & { code?: string }) => {
    problem = error;
    endBy(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'outOfMemory' : 'brokeOff');
  });
  thread.on('exit', () => {
    clearTimeout(tooLong);
    task.onEnd(how, problem);
  });
  return thread;
}
