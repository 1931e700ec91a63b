import {
  cache,
  Enums,
  imageLoader,
  imageLoadPoolManager,
  volumeLoader,
  type StreamingImageVolume,
} from '@cornerstonejs/core';
import type { StackImage } from '../model/image-stack';

/** A volume is there while a viewport shows it, and its memory is given back with the last one. */
interface Held {
  volume: Promise<string>;
  holders: number;
}

const held = new Map<string, Held>();

/** All images first: a volume with one missing would look like a volume with a black slice. */
async function loadAll(images: readonly StackImage[], onProgress: (loaded: number) => void): Promise<void> {
  let loaded = 0;
  const requestType = Enums.RequestType.Interaction;
  await Promise.all(
    images.map(
      ({ imageId }) =>
        new Promise<void>((resolve, reject) => {
          const load = async (): Promise<void> => {
            await imageLoader.loadAndCacheImage(imageId, { requestType, priority: 0 }).then(() => {
              onProgress(++loaded);
              resolve();
            }, reject);
          };
          imageLoadPoolManager.addRequest(load, requestType, { imageId }, 0);
        }),
    ),
  );
}

async function build(
  id: string,
  images: readonly StackImage[],
  onProgress: (loaded: number) => void,
): Promise<string> {
  await loadAll(images, onProgress);
  const imageIds = images.map(({ imageId }) => imageId);
  const volume = (await volumeLoader.createAndCacheVolume(id, { imageIds })) as StreamingImageVolume;
  await new Promise<void>((resolve) => {
    volume.load((event: unknown) => {
      const { framesProcessed, totalNumFrames } = event as {
        framesProcessed: number;
        totalNumFrames: number;
      };
      if (framesProcessed === totalNumFrames) resolve();
    });
  });
  return id;
}

/** The volume of these images, and how to give it back. */
export function holdVolume(
  images: readonly StackImage[],
  onProgress: (loaded: number) => void,
): { volume: Promise<string>; release: () => void } {
  const id = `cornerstoneStreamingImageVolume:${images[0]?.imageId ?? ''}:${images.length}`;
  const known = held.get(id) ?? { volume: build(id, images, onProgress), holders: 0 };
  known.holders += 1;
  held.set(id, known);
  const release = (): void => {
    known.holders -= 1;
    if (known.holders > 0) return;
    held.delete(id);
    if (cache.getVolume(id)) cache.removeVolumeLoadObject(id);
  };
  return { volume: known.volume, release };
}
