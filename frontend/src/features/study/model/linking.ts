import type { StackImage } from './image-stack';
import { text } from './dicom-json';

/** How one viewport follows another, which the page says. */
export type Link =
  /** Both lie in one frame of reference: at the same place of the patient. */
  | { by: 'position' }
  /** By how far through the series, and so many images further. */
  | { by: 'place'; offset: number };

const FRAME_OF_REFERENCE = '00200052';

function normalOf(image: StackImage | undefined): readonly number[] | null {
  if (!image?.orientation) return null;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = image.orientation;
  return [b * f - c * e, c * d - a * f, a * e - b * d];
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);

/** Null where the images cannot go together: one alone, or slices in other directions. */
export function linkOf(from: readonly StackImage[], to: readonly StackImage[], offset: number): Link | null {
  const [one, other] = [from[0], to[0]];
  if (!one || !other || from.length < 2 || to.length < 2) return null;
  const [normal, otherNormal] = [normalOf(one), normalOf(other)];
  if (normal && otherNormal && Math.abs(dot(normal, otherNormal)) < 0.95) return null;
  const reference = text(one.dataset, FRAME_OF_REFERENCE);
  const same = reference !== null && reference === text(other.dataset, FRAME_OF_REFERENCE);
  const placed = [...from, ...to].every(({ position }) => position !== null);
  return same && placed && normal && otherNormal ? { by: 'position' } : { by: 'place', offset };
}

/** Where `to` goes while image `index` of `from` is on the screen. */
export function follow(
  from: readonly StackImage[],
  index: number,
  to: readonly StackImage[],
  link: Link,
): number {
  if (link.by === 'place') return clamp(placeIn(from, index, to) + link.offset, to);
  const normal = normalOf(to[0]) ?? [0, 0, 1];
  const depth = dot(from[index]?.position ?? [], normal);
  const distance = (image: StackImage): number => Math.abs(dot(image.position ?? [], normal) - depth);
  return to.reduce((best, image, at) => (distance(image) < distance(to[best] ?? image) ? at : best), 0);
}

/** The offset with which `to` shows the image that it shows now. */
export function offsetOf(
  from: readonly StackImage[],
  index: number,
  to: readonly StackImage[],
  shown: number,
): number {
  return shown - placeIn(from, index, to);
}

/** Series of one patient may run up or down: where both say how they lie, the direction counts. */
function placeIn(from: readonly StackImage[], index: number, to: readonly StackImage[]): number {
  const share = from.length < 2 ? 0 : index / (from.length - 1);
  const against = runsAgainst(from, to);
  return Math.round((against ? 1 - share : share) * (to.length - 1));
}

function runsAgainst(from: readonly StackImage[], to: readonly StackImage[]): boolean {
  const [a, b, c, d] = [from[0], from.at(-1), to[0], to.at(-1)];
  if (!a?.position || !b?.position || !c?.position || !d?.position) return false;
  const way = (start: readonly number[], end: readonly number[]): number[] =>
    end.map((value, axis) => value - (start[axis] ?? 0));
  return dot(way(a.position, b.position), way(c.position, d.position)) < 0;
}

function clamp(index: number, images: readonly StackImage[]): number {
  return Math.max(0, Math.min(images.length - 1, index));
}
