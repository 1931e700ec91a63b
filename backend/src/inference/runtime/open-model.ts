import { readFile } from 'node:fs/promises';
import type { TensorRunner } from '../pipeline.js';
import type { RegisteredModel } from '../registry/model-registry.js';
import { hostFile } from './host-file.js';
import { ModelProcess } from './model-process.js';

/** A model opened by itself, outside the runtime of the worker: for verification. */
export interface OpenedModel {
  run: TensorRunner;
  /** Most resident memory that its process has had, in MiB; null where nobody can tell. */
  peakMemoryMb: () => Promise<number | null>;
  close: () => void;
}

/** The model starts with its first run. */
export function openModel({ manifest, file }: RegisteredModel): OpenedModel {
  const process = new ModelProcess({
    host: hostFile.path,
    file,
    threads: 2,
    timeoutMs: manifest.resources.timeoutMs,
  });
  return {
    run: (feeds, outputs) => process.run(feeds, outputs),
    peakMemoryMb: () => peakMemoryOf(process.pid),
    close: () => process.stop(),
  };
}

/** VmHWM of /proc; null on other systems. */
async function peakMemoryOf(pid: number | undefined): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const peak = /^VmHWM:\s+(\d+) kB$/m.exec(status);
  return peak ? Number(peak[1]) / 1024 : null;
}
