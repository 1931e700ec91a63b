type Vector = readonly [number, number, number];

const letters: readonly [string, string][] = [
  ['L', 'R'],
  ['P', 'A'],
  ['H', 'F'],
];

/** The patient direction of a vector, the larger part first: "L", "PH". Patient axes are L, P, H. */
export function directionLetters(vector: Vector): string {
  return vector
    .map((value, axis) => ({ size: Math.abs(value), letter: letters[axis]?.[value >= 0 ? 0 : 1] ?? '' }))
    .filter(({ size }) => size > 0.3)
    .sort((a, b) => b.size - a.size)
    .slice(0, 2)
    .map(({ letter }) => letter)
    .join('');
}

const negate = ([x, y, z]: Vector): Vector => [-x, -y, -z];

function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

export interface EdgeLetters {
  top: string;
  bottom: string;
  left: string;
  right: string;
}

/** What lies at each edge of the screen; `normal` points from the image to the eye. */
export function edgeLetters(up: Vector, normal: Vector): EdgeLetters {
  const right = cross(up, normal);
  return {
    top: directionLetters(up),
    bottom: directionLetters(negate(up)),
    right: directionLetters(right),
    left: directionLetters(negate(right)),
  };
}
