/** A tensor as it crosses to and from the model process. */
export interface Tensor {
  dims: readonly number[];
  data: Float32Array;
}

/** Slice `n` of an N×1×H×W (or N×H×W) map. Throws where the shape is another. */
export function mapSlice(tensor: Tensor, n: number): { rows: number; columns: number; values: Float32Array } {
  const columns = tensor.dims.at(-1) ?? 0;
  const rows = tensor.dims.at(-2) ?? 0;
  const count = tensor.dims[0] ?? 0;
  if (tensor.dims.length < 3 || count * rows * columns !== tensor.data.length || n >= count) {
    throw new Error(`Expected a map of N × 1 × height × width, got ${tensor.dims.join(' × ')}`);
  }
  return { rows, columns, values: tensor.data.subarray(n * rows * columns, (n + 1) * rows * columns) };
}

/** Joins the outputs of several batches along N. */
export function concatenate(tensors: readonly Tensor[]): Tensor {
  const [first] = tensors;
  if (!first || tensors.length === 1) return first ?? { dims: [0], data: new Float32Array() };
  const data = new Float32Array(tensors.reduce((length, tensor) => length + tensor.data.length, 0));
  let offset = 0;
  for (const tensor of tensors) {
    data.set(tensor.data, offset);
    offset += tensor.data.length;
  }
  const count = tensors.reduce((total, tensor) => total + (tensor.dims[0] ?? 0), 0);
  return { dims: [count, ...first.dims.slice(1)], data };
}
