import type { Types } from '@cornerstonejs/core';
import type { AiResult } from '@firstread/contract';
import type { StackImage } from '../model/image-stack';
import type { PlacedOverlay } from '../model/seg-placement';
import type { SegFrame } from '../model/seg-decoder';
import { imageTransform } from './image-transform';

/** Violet is the hue of AI; further segments take neighbours that remain apart for the colour-blind. */
export const segmentColours: readonly (readonly [number, number, number])[] = [
  [190, 150, 255],
  [255, 150, 205],
  [120, 200, 255],
  [255, 205, 110],
  [140, 230, 190],
  [235, 235, 245],
];

export function segmentColour(index: number): readonly [number, number, number] {
  return segmentColours[index % segmentColours.length] ?? [190, 150, 255];
}

type Sheet = OffscreenCanvas;

const EDGE_ALPHA = 230;

/** The mask as an image: its edge opaque, its inside as strong as the reader wants it. */
function sheetOf(
  frame: SegFrame,
  rows: number,
  columns: number,
  colour: readonly [number, number, number],
  opacity: number,
): Sheet {
  const image = new ImageData(columns, rows);
  const { mask } = frame;
  const [red, green, blue] = colour;
  const inside = Math.round(255 * opacity * 0.55);
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      const at = y * columns + x;
      if (mask[at] !== 1) continue;
      const edge =
        x === 0 ||
        y === 0 ||
        x === columns - 1 ||
        y === rows - 1 ||
        mask[at - 1] !== 1 ||
        mask[at + 1] !== 1 ||
        mask[at - columns] !== 1 ||
        mask[at + columns] !== 1;
      image.data.set([red, green, blue, edge ? EDGE_ALPHA : inside], at * 4);
    }
  }
  const sheet = new OffscreenCanvas(columns, rows);
  sheet.getContext('2d')?.putImageData(image, 0, 0);
  return sheet;
}

export interface NamedOverlay {
  /** The SEG object's UID. */
  id: string;
  overlay: PlacedOverlay;
  /** Place of its first segment in the row of colours: two objects do not share one. */
  firstColour: number;
}

/** One key for a segment of an object; what is switched off is kept by it. */
export const segmentKey = (id: string, segment: number): string => `${id}#${segment}`;

/** A rectangle in the pixels of its image; 0, 0 is the corner of the first one. */
export type ImageBox = AiResult['findings'][number]['boxes'][number];

export interface OverlaySetting {
  overlays: readonly NamedOverlay[];
  hidden: ReadonlySet<string>;
  opacity: number;
  /** By SOP Instance UID. */
  boxes: ReadonlyMap<string, readonly ImageBox[]>;
}

/** Draws the overlays of the image on the screen on a canvas of their own above it. */
export class OverlayPainter {
  private readonly sheets = new WeakMap<SegFrame, { sheet: Sheet; opacity: number }>();

  constructor(private readonly canvas: HTMLCanvasElement) {}

  /** How many pixels of masks and rectangles it put on the screen; tests read it. */
  paint(
    viewport: Types.IStackViewport,
    image: Pick<StackImage, 'imageId' | 'sopInstanceUid'> | undefined,
    setting: OverlaySetting,
  ): number {
    const context = this.clear();
    if (!context || !image) return 0;
    const { imageId } = image;
    let painted = 0;
    for (const named of setting.overlays) {
      const { id, overlay } = named;
      const frames = (overlay.frames.get(imageId) ?? []).filter(
        (frame) => !setting.hidden.has(segmentKey(id, frame.segmentNumber)),
      );
      if (frames.length === 0 || !this.align(context, viewport, overlay)) continue;
      for (const frame of frames) {
        context.drawImage(this.sheet(frame, named, setting.opacity), 0, 0);
        painted += frame.pixels;
      }
    }
    for (const box of setting.boxes.get(image.sopInstanceUid) ?? [])
      painted += this.outline(context, viewport, box);
    return painted;
  }

  /** A rectangle with a dark line around the light one, so that it shows on any grey. */
  private outline(context: CanvasRenderingContext2D, viewport: Types.IStackViewport, box: ImageBox): number {
    const transform = imageTransform(viewport);
    if (!transform) return 0;
    const corners = [
      [box.left, box.top],
      [box.right, box.top],
      [box.right, box.bottom],
      [box.left, box.bottom],
    ].map(([x = 0, y = 0]) => transform.toScreen([x - 0.5, y - 0.5]));
    const ratio = window.devicePixelRatio;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.beginPath();
    for (const [x, y] of corners) context.lineTo(x, y);
    context.closePath();
    for (const [width, colour] of [
      [4, 'rgb(0 0 0 / 0.6)'],
      [2, `rgb(${segmentColour(0).join(' ')})`],
    ] as const) {
      context.lineWidth = width;
      context.strokeStyle = colour;
      context.stroke();
    }
    return Math.round((box.right - box.left) * (box.bottom - box.top));
  }

  /** From here on a unit of the canvas is a pixel of the mask, at its place on the screen. */
  private align(
    context: CanvasRenderingContext2D,
    viewport: Types.IStackViewport,
    overlay: PlacedOverlay,
  ): boolean {
    const transform = imageTransform(viewport);
    if (!transform) return false;
    const start = transform.toScreen([-0.5, -0.5]);
    const alongRow = transform.toScreen([overlay.columns - 0.5, -0.5]);
    const alongColumn = transform.toScreen([-0.5, overlay.rows - 0.5]);
    const ratio = window.devicePixelRatio;
    context.setTransform(
      ((alongRow[0] - start[0]) / overlay.columns) * ratio,
      ((alongRow[1] - start[1]) / overlay.columns) * ratio,
      ((alongColumn[0] - start[0]) / overlay.rows) * ratio,
      ((alongColumn[1] - start[1]) / overlay.rows) * ratio,
      start[0] * ratio,
      start[1] * ratio,
    );
    context.imageSmoothingEnabled = false;
    return true;
  }

  private clear(): CanvasRenderingContext2D | null {
    const { canvas } = this;
    const ratio = window.devicePixelRatio;
    const width = Math.round(canvas.clientWidth * ratio);
    const height = Math.round(canvas.clientHeight * ratio);
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    const context = canvas.getContext('2d');
    context?.setTransform(1, 0, 0, 1, 0, 0);
    context?.clearRect(0, 0, width, height);
    return context;
  }

  private sheet(frame: SegFrame, { overlay, firstColour }: NamedOverlay, opacity: number): Sheet {
    const known = this.sheets.get(frame);
    if (known?.opacity === opacity) return known.sheet;
    const index = overlay.segments.findIndex((segment) => segment.number === frame.segmentNumber);
    const sheet = sheetOf(
      frame,
      overlay.rows,
      overlay.columns,
      segmentColour(firstColour + Math.max(0, index)),
      opacity,
    );
    this.sheets.set(frame, { sheet, opacity });
    return sheet;
  }
}
