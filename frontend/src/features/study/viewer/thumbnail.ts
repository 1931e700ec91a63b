import { Enums, imageLoader, imageLoadPoolManager, type Types } from '@cornerstonejs/core';
import type { StackImage } from '../model/image-stack';
import { registerMetadata, startCornerstone } from './cornerstone';

const requestType = Enums.RequestType.Thumbnail;
const priority = 20;

/** Draws one image of a series small, behind everything that a reader waits for. */
export async function drawThumbnail(canvas: HTMLCanvasElement, image: StackImage): Promise<void> {
  await startCornerstone();
  registerMetadata([image]);
  const loaded = await load(image.imageId);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser draws no thumbnails');
  const scale = Math.min(canvas.width / loaded.columns, canvas.height / loaded.rows);
  const width = Math.max(1, Math.round(loaded.columns * scale));
  const height = Math.max(1, Math.round(loaded.rows * scale));
  const small = context.createImageData(width, height);
  sample(loaded, small, grey(loaded));
  context.putImageData(small, (canvas.width - width) >> 1, (canvas.height - height) >> 1);
}

/** The same image, loaded the same way, as the viewport will ask for. */
function load(imageId: string): Promise<Types.IImage> {
  return new Promise((resolve, reject) => {
    imageLoadPoolManager.addRequest(
      () => imageLoader.loadAndCacheImage(imageId, { requestType, priority }).then(resolve, reject),
      requestType,
      { imageId },
      priority,
    );
  });
}

function sample(image: Types.IImage, target: ImageData, greyOf: (value: number) => number): void {
  const pixels = image.getPixelData();
  const parts = image.color ? Math.round(pixels.length / (image.rows * image.columns)) : 1;
  for (let y = 0; y < target.height; y += 1) {
    const row = Math.floor(((y + 0.5) * image.rows) / target.height) * image.columns;
    for (let x = 0; x < target.width; x += 1) {
      const from = (row + Math.floor(((x + 0.5) * image.columns) / target.width)) * parts;
      const value = (part: number): number =>
        image.color ? (pixels[from + part] ?? 0) : greyOf(pixels[from] ?? 0);
      target.data.set([value(0), value(1), value(2), 255], (y * target.width + x) * 4);
    }
  }
}

/** From a stored value to a grey: rescaled where the loader has not done so, then through the window. */
function grey(image: Types.IImage): (value: number) => number {
  const rescaled = image.preScale?.scaled === true;
  const rescale = (value: number): number => (rescaled ? value : value * image.slope + image.intercept);
  const width = firstOf(image.windowWidth);
  const centre = firstOf(image.windowCenter);
  const known = width !== undefined && centre !== undefined && width > 0;
  const [low, span] = known ? [centre - width / 2, width] : range(image, rescale);
  return (value) => {
    const share = (rescale(value) - low) / span;
    return 255 * (image.invert ? 1 - share : share);
  };
}

function range(image: Types.IImage, rescale: (value: number) => number): [number, number] {
  const low = rescale(image.minPixelValue);
  return [low, Math.max(1e-6, rescale(image.maxPixelValue) - low)];
}

function firstOf(value: number | number[] | undefined): number | undefined {
  return Array.isArray(value) ? value[0] : value;
}
