import { Injectable } from '@nestjs/common';
import { deserialize, serialize } from 'node:v8';
import { gunzipSync, gzipSync } from 'node:zlib';
import { ObjectStore, runMasksKey } from '../archive/index.js';
import type { Mask } from './postprocess/mask.js';
import type { SegmentMasks } from './postprocess/segments.js';

/** Masks of a run, between the run and their encoding as a SEG. */
export interface RunMasks {
  /** SOP Instance UIDs, in the order of the masks. */
  images: string[];
  segments: { tensor: string; channel: number; masks: Mask[]; fractions?: Uint8Array[] }[];
}

@Injectable()
export class MaskStore {
  constructor(private readonly objects: ObjectStore) {}

  async save(runId: string, images: string[], segments: readonly SegmentMasks[]): Promise<void> {
    const masks: RunMasks = {
      images,
      segments: segments.map(masksOf),
    };
    await this.objects.put(runMasksKey(runId), gzipSync(serialize(masks), { level: 1 }));
  }

  async load(runId: string): Promise<RunMasks> {
    return deserialize(gunzipSync(await this.objects.get(runMasksKey(runId)))) as RunMasks;
  }

  async delete(runId: string): Promise<void> {
    await this.objects.delete(runMasksKey(runId));
  }
}

export function masksOf({ output, masks, fractions }: SegmentMasks): RunMasks['segments'][number] {
  const { tensor, channel = 0 } = output;
  return { tensor, channel, masks, ...(fractions ? { fractions } : {}) };
}
