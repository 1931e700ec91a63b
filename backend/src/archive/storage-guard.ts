import { Injectable } from '@nestjs/common';
import { mkdir, statfs } from 'node:fs/promises';
import { Config, DomainError } from '../platform/index.js';

/** A look at the disk holds for this long: it is asked for with every instance. */
const LOOK_MS = 1000;

export interface StorageState {
  /** The watermark is passed: nothing is taken in any more. */
  full: boolean;
  usedPercent: number;
  freeBytes: number;
}

/** Refuses new objects before the disk is full, so that what was taken can still be worked on. */
@Injectable()
export class StorageGuard {
  private seen: { at: number; state: Promise<StorageState> } | undefined;

  constructor(private readonly config: Config) {}

  async state(): Promise<StorageState> {
    const now = performance.now();
    if (!this.seen || now - this.seen.at > LOOK_MS) this.seen = { at: now, state: this.look() };
    return this.seen.state;
  }

  /** Throws STORAGE_FULL (503). */
  async requireRoom(): Promise<void> {
    const { full, usedPercent } = await this.state();
    if (!full) return;
    throw new DomainError(
      'STORAGE_FULL',
      503,
      'Storage is full',
      `The disk of the archive is ${usedPercent} % full. Nothing was taken; send again once there is room.`,
    );
  }

  private async look(): Promise<StorageState> {
    await mkdir(this.config.dataFolder, { recursive: true });
    const { blocks, bavail, bsize } = await statfs(this.config.dataFolder);
    const usedPercent = Math.round((1 - bavail / blocks) * 100);
    const full = usedPercent >= this.config.env.STORAGE_WATERMARK_PERCENT;
    return { full, usedPercent, freeBytes: bavail * bsize };
  }
}
