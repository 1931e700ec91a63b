/**
 * A map between pixel coordinates of two planes: x' = xx * x + xy * y + x0, y' = yx * x + yy * y + y0. Coordinates are
 * continuous: pixel i of a row covers i to i + 1.
 */
export interface Affine {
  readonly xx: number;
  readonly xy: number;
  readonly x0: number;
  readonly yx: number;
  readonly yy: number;
  readonly y0: number;
}

export const IDENTITY: Affine = { xx: 1, xy: 0, x0: 0, yx: 0, yy: 1, y0: 0 };

export function apply(map: Affine, [x, y]: readonly [number, number]): [number, number] {
  return [map.xx * x + map.xy * y + map.x0, map.yx * x + map.yy * y + map.y0];
}

/** First `inner`, then `outer`. */
export function compose(outer: Affine, inner: Affine): Affine {
  const [x0, y0] = apply(outer, [inner.x0, inner.y0]);
  return {
    xx: outer.xx * inner.xx + outer.xy * inner.yx,
    xy: outer.xx * inner.xy + outer.xy * inner.yy,
    x0,
    yx: outer.yx * inner.xx + outer.yy * inner.yx,
    yy: outer.yx * inner.xy + outer.yy * inner.yy,
    y0,
  };
}

/** The map back. Throws a RangeError for one that is flat. */
export function inverse({ xx, xy, x0, yx, yy, y0 }: Affine): Affine {
  const determinant = xx * yy - xy * yx;
  if (determinant === 0) throw new RangeError('A flat map has no way back');
  const [ixx, ixy, iyx, iyy] = [yy, -xy, -yx, xx].map((one) => one / determinant) as [
    number,
    number,
    number,
    number,
  ];
  return { xx: ixx, xy: ixy, x0: -(ixx * x0 + ixy * y0), yx: iyx, yy: iyy, y0: -(iyx * x0 + iyy * y0) };
}

export function scaling(x: number, y: number): Affine {
  return { ...IDENTITY, xx: x, yy: y };
}

export function shift(x0: number, y0: number): Affine {
  return { ...IDENTITY, x0, y0 };
}
