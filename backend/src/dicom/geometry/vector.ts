/** Three-dimensional vectors in the patient coordinate system, millimetres (PS3.3 C.7.6.2.1.1). */

/** x towards the patient's left, y towards the back, z towards the head. */
export type Vector3 = readonly [number, number, number];

/** Scalar product. */
export function dot(a: Vector3, b: Vector3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/** Vector product, right-handed. */
export function cross(a: Vector3, b: Vector3): Vector3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

/** Difference a - b. */
export function subtract(a: Vector3, b: Vector3): Vector3 {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

/** Length in millimetres. */
export function norm(a: Vector3): number {
  return Math.hypot(a[0], a[1], a[2]);
}

/** The vector at length 1, or undefined for one too short to have a direction. */
export function unit(a: Vector3): Vector3 | undefined {
  const length = norm(a);
  return length > 1e-6 ? [a[0] / length, a[1] / length, a[2] / length] : undefined;
}
