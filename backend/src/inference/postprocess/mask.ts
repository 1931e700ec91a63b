/** One binary image: 1 where the segment is. */
export interface Mask {
  rows: number;
  columns: number;
  values: Uint8Array;
}

export function countPixels(mask: Mask): number {
  let count = 0;
  for (const value of mask.values) count += value;
  return count;
}

/** Keeps the `count` largest 4-connected components. */
export function keepLargestComponents(mask: Mask, count: number): Mask {
  const labels = new Int32Array(mask.values.length);
  const sizes: number[] = [];
  for (let start = 0; start < mask.values.length; start++) {
    if (mask.values[start] === 1 && labels[start] === 0)
      sizes.push(fill(mask, labels, start, sizes.length + 1));
  }
  const kept = new Set(
    sizes
      .map((size, index) => ({ size, label: index + 1 }))
      .sort((a, b) => b.size - a.size || a.label - b.label)
      .slice(0, count)
      .map(({ label }) => label),
  );
  return { ...mask, values: mask.values.map((_, index) => (kept.has(labels[index] as number) ? 1 : 0)) };
}

/** Labels the component that holds `start`; returns its size. */
function fill(mask: Mask, labels: Int32Array, start: number, label: number): number {
  const stack = [start];
  labels[start] = label;
  let size = 0;
  const visit = (index: number): void => {
    if (mask.values[index] === 1 && labels[index] === 0) {
      labels[index] = label;
      stack.push(index);
    }
  };
  for (let index = stack.pop(); index !== undefined; index = stack.pop()) {
    size++;
    const column = index % mask.columns;
    if (column > 0) visit(index - 1);
    if (column < mask.columns - 1) visit(index + 1);
    if (index >= mask.columns) visit(index - mask.columns);
    if (index < mask.values.length - mask.columns) visit(index + mask.columns);
  }
  return size;
}
