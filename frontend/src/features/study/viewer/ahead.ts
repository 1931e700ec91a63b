import { cache, Enums, imageLoader, imageLoadPoolManager } from '@cornerstonejs/core';
import type { StackImage } from '../model/image-stack';
import { registerMetadata, startCornerstone } from './cornerstone';

/** Behind everything that a viewport asks for, also for later. */
const PRIORITY = 50;

/** Fetches images that no viewport shows yet, in their order, while nothing else is asked for. Returns what ends it. */
export function fetchAhead(images: readonly StackImage[]): () => void {
  let ended = false;
  const type = Enums.RequestType.Prefetch;
  const ask = async (): Promise<void> => {
    await startCornerstone();
    registerMetadata(images);
    for (const { imageId } of images) {
      const load = async (): Promise<void> => {
        if (!ended && cache.getImageLoadObject(imageId) === undefined)
          await imageLoader.loadAndCacheImage(imageId, { requestType: type, priority: PRIORITY });
      };
      imageLoadPoolManager.addRequest(() => load().catch(() => undefined), type, { imageId }, PRIORITY);
    }
  };
  // What cannot be fetched now is asked for again when its study is opened.
  ask().catch(() => undefined);
  return () => {
    ended = true;
  };
}
