import { Enums, utilities } from '@cornerstonejs/core';
import type { StackImage } from '../model/image-stack';
import { registerMetadata, startCornerstone } from './cornerstone';

/** Draws one image of a series small, behind everything that a reader waits for. */
export async function drawThumbnail(canvas: HTMLCanvasElement, image: StackImage): Promise<void> {
  await startCornerstone();
  registerMetadata([image]);
  await utilities.loadImageToCanvas({
    canvas,
    imageId: image.imageId,
    requestType: Enums.RequestType.Thumbnail,
    priority: 20,
    useCPURendering: true,
    thumbnail: true,
  });
}
