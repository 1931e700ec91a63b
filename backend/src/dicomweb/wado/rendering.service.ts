import { Injectable } from '@nestjs/common';
import sharp, { type Sharp } from 'sharp';
import type { StoredInstance } from '../../archive/index.js';
import { numberOfFrames, shownImage, type ShownImage } from '../../dicom/index.js';
import { DomainError } from '../../platform/index.js';
import { OpenedInstances } from './opened-instances.js';
import type { RenderingRequest, Viewport } from './rendering-request.js';
import { refusing, requireFrames } from './wado.service.js';

export const IMAGE_TYPES = ['image/jpeg', 'image/png'] as const;
export type ImageType = (typeof IMAGE_TYPES)[number];

/** Side of the square that a thumbnail fits into, in pixels. */
export const THUMBNAIL = 128;

/** Renders frames for ordinary programs: grey by window, colour as it is, as JPEG or PNG. */
@Injectable()
export class RenderingService {
  constructor(private readonly opened: OpenedInstances) {}

  /** Frame `number` (1-based) of an image. */
  async frame(
    stored: StoredInstance,
    number: number,
    request: RenderingRequest,
    type: ImageType,
  ): Promise<Uint8Array> {
    const { bytes, parsed } = await this.opened.open(stored);
    if (!parsed.pixelData) throw noImage(stored);
    requireFrames(stored, [number], numberOfFrames(parsed));
    const image = await refusing(stored, () => shownImage(bytes, parsed, number - 1, request.window));
    return encode(image, request, type);
  }

  /** A small picture of the middle frame, or of frame `number`. */
  async thumbnail(
    stored: StoredInstance,
    number: number | undefined,
    request: RenderingRequest,
    type: ImageType,
  ): Promise<Uint8Array> {
    const viewport = request.viewport ?? { width: THUMBNAIL, height: THUMBNAIL };
    const middle = Math.floor(stored.numberOfFrames / 2) + 1;
    const frame = number ?? Math.min(middle, stored.numberOfFrames);
    return this.frame(stored, frame, { ...request, viewport }, type);
  }
}

/** The instance in the middle of those with an image. 406 where there is none. */
export function representative(instances: readonly StoredInstance[]): StoredInstance {
  const images = instances.filter(({ hasPixels }) => hasPixels);
  const middle = images[Math.floor(images.length / 2)];
  if (middle) return middle;
  throw noImage(instances[0] as StoredInstance);
}

export function noImage(stored: StoredInstance): DomainError {
  return new DomainError(
    'NO_IMAGE',
    406,
    'No image to render',
    `${stored.sopInstanceUid} has no image. Fetch it as application/dicom, or its metadata.`,
  );
}

async function encode(
  { rows, columns, channels, samples }: ShownImage,
  { viewport, quality }: RenderingRequest,
  type: ImageType,
): Promise<Uint8Array> {
  const image = sharp(samples, {
    raw: { width: columns, height: rows, channels },
    limitInputPixels: false,
  });
  const shown = viewport ? fit(image, viewport, { columns, rows }) : image;
  const grey = channels === 1 ? shown.toColourspace('b-w') : shown;
  return type === 'image/png' ? grey.png().toBuffer() : grey.jpeg({ quality }).toBuffer();
}

function fit(image: Sharp, viewport: Viewport, { columns, rows }: { columns: number; rows: number }): Sharp {
  const { width, height, source } = viewport;
  const part = source ? cut(image, source, { columns, rows }) : image;
  return part.resize({ width, height, fit: 'inside' });
}

function cut(
  image: Sharp,
  source: NonNullable<Viewport['source']>,
  { columns, rows }: { columns: number; rows: number },
): Sharp {
  const { left, top, flip, flop } = source;
  const width = Math.min(source.width, columns - left);
  const height = Math.min(source.height, rows - top);
  if (width < 1 || height < 1)
    throw new DomainError(
      'INVALID_PARAMETER',
      400,
      'Parameter not valid',
      `viewport: the part asked for lies outside the image of ${columns} x ${rows} pixels.`,
    );
  return image.extract({ left, top, width, height }).flip(flip).flop(flop);
}
