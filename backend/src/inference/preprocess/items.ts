export type Triple = readonly [number, number, number];

/** Patches of a volume: depth, height, width. */
export interface PatchGrid {
  volume: Triple;
  size: Triple;
  /** Corner of each patch. */
  corners: Triple[];
}

/** What a model reads one by one: `dims` without the batch. */
export interface Items {
  dims: readonly number[];
  count: number;
  /** Writes item `index` into the tensor of its batch. */
  fill: (index: number, into: Float32Array) => void;
  /** How the items lie in the volume, where they are patches of it. */
  grid?: PatchGrid;
}
