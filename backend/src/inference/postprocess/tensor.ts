/** A tensor as it crosses to and from the model process. */
export interface Tensor {
  dims: readonly number[];
  data: Float32Array;
}

/** Channel of slice `n` of an N×C×H×W (or N×H×W) map. Throws where the shape is another. */
export function mapSlice(
  tensor: Tensor,
  n: number,
  channel = 0,
): { rows: number; columns: number; values: Float32Array } {
  const { dims, data } = tensor;
  const columns = dims.at(-1) ?? 0;
  const rows = dims.at(-2) ?? 0;
  const channels = dims.length > 3 ? (dims[1] ?? 0) : 1;
  const count = dims[0] ?? 0;
  const size = rows * columns;
  const fits = [3, 4].includes(dims.length) && count * channels * size === data.length;
  if (!fits || n >= count || channel >= channels)
    throw new Error(`Expected a map of N × C × height × width, got ${dims.join(' × ')}`);
  const from = (n * channels + channel) * size;
  return { rows, columns, values: data.subarray(from, from + size) };
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
