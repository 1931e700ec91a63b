import type { VoiWindow } from '../../dicom/index.js';
import { DomainError, invalidParameter } from '../../platform/index.js';

/** How an image is to be rendered (PS3.18 section 8.3.5). */
export interface RenderingRequest {
  window?: VoiWindow;
  viewport?: Viewport;
  /** 1 to 100, of JPEG. */
  quality: number;
}

/** The size to fit into, and the part of the image to show; a negative size turns it over. */
export interface Viewport {
  width: number;
  height: number;
  source?: { left: number; top: number; width: number; height: number; flip: boolean; flop: boolean };
}

export const RENDERING = { quality: 90, largestSide: 8192 } as const;
const FUNCTIONS: Readonly<Record<string, VoiWindow['function']>> = {
  linear: 'LINEAR',
  'linear-exact': 'LINEAR_EXACT',
  linear_exact: 'LINEAR_EXACT',
  sigmoid: 'SIGMOID',
};
/** They ask for nothing that a client could miss. */
const IGNORED: ReadonlySet<string> = new Set(['accept', 'charset', 'iccprofile']);

/** @throws DomainError INVALID_PARAMETER or UNSUPPORTED_PARAMETER (400) naming the parameter */
export function readRenderingRequest(query: Readonly<Record<string, unknown>>): RenderingRequest {
  const request: RenderingRequest = { quality: RENDERING.quality };
  for (const [name, raw] of Object.entries(query)) {
    const text = String(raw);
    if (name === 'window') request.window = readWindow(text);
    else if (name === 'viewport') request.viewport = readViewport(text);
    else if (name === 'quality') request.quality = readQuality(text);
    else if (!IGNORED.has(name))
      throw new DomainError(
        'UNSUPPORTED_PARAMETER',
        400,
        'Parameter not supported',
        `${name} is not supported. Known: window, viewport, quality.`,
      );
  }
  return request;
}

function readWindow(text: string): VoiWindow {
  const [center, width, name = 'linear', ...rest] = text.split(',').map((part) => part.trim());
  const voiFunction = FUNCTIONS[name.toLowerCase()];
  const numbers = [Number(center || NaN), Number(width || NaN)] as const;
  if (!voiFunction || rest.length > 0 || !numbers.every(Number.isFinite) || numbers[1] <= 0)
    throw invalidParameter(
      'window',
      'Give center,width,function: a width above 0, and linear, linear-exact or sigmoid as the function.',
    );
  const least = voiFunction === 'LINEAR' ? Math.max(1, numbers[1]) : numbers[1];
  return { kind: 'window', center: numbers[0], width: least, function: voiFunction };
}

function readViewport(text: string): Viewport {
  const numbers = text.split(',').map((part) => (part.trim() === '' ? undefined : Number(part)));
  const [width, height, left = 0, top = 0, sourceWidth, sourceHeight] = numbers;
  const valid =
    (numbers.length === 2 || numbers.length === 6) &&
    numbers.every((number) => number === undefined || Number.isInteger(number)) &&
    [width, height].every((side) => side !== undefined && side > 0 && side <= RENDERING.largestSide) &&
    left >= 0 &&
    top >= 0;
  if (!valid || width === undefined || height === undefined)
    throw invalidParameter(
      'viewport',
      `Give width,height or width,height,x,y,source width,source height in whole pixels, ${RENDERING.largestSide} at most.`,
    );
  if (sourceWidth === undefined || sourceHeight === undefined) return { width, height };
  const size = { width: Math.abs(sourceWidth), height: Math.abs(sourceHeight) };
  return { width, height, source: { left, top, ...size, flop: sourceWidth < 0, flip: sourceHeight < 0 } };
}

function readQuality(text: string): number {
  const quality = Number(text);
  if (Number.isInteger(quality) && quality >= 1 && quality <= 100) return quality;
  throw invalidParameter('quality', 'Give a whole number from 1 to 100.');
}
