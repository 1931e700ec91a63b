import { init as initCore, cache } from '@cornerstonejs/core';
import { init as initLoader, wadors } from '@cornerstonejs/dicom-image-loader';
import {
  addTool,
  init as initTools,
  PanTool,
  StackScrollTool,
  WindowLevelTool,
  ZoomTool,
} from '@cornerstonejs/tools';
import type { StackImage } from '../model/image-stack';

const CACHE_BYTES = 768 * 1024 * 1024;
let started: Promise<void> | null = null;

async function start(): Promise<void> {
  // One context draws for every viewport: each of the seven that it would make compiles its own shaders.
  initCore({ rendering: { webGlContextCount: 1 }, debug: {} });
  initTools();
  initLoader({ maxWebWorkers: Math.max(1, Math.min(4, Math.floor(navigator.hardwareConcurrency / 2))) });
  cache.setMaxCacheSize(CACHE_BYTES);
  for (const tool of [PanTool, StackScrollTool, WindowLevelTool, ZoomTool]) addTool(tool);
}

/** Cornerstone is started once a page, whoever asks first. */
export function startCornerstone(): Promise<void> {
  started ??= start();
  return started;
}

/** The loader reads the attributes of an image here; it never asks the server for them again. */
export function registerMetadata(images: readonly StackImage[]): void {
  for (const image of images) {
    wadors.metaDataManager.add(
      image.imageId,
      image.dataset as Parameters<typeof wadors.metaDataManager.add>[1],
    );
  }
}
