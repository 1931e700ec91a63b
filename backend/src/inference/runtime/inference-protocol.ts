/** Messages of the Open Inference Protocol v2 over HTTP, with its extension for binary tensors (KServe, Triton). */
import { z } from 'zod';
import type { Tensor } from '../postprocess/tensor.js';

/** How tensors travel: as bytes behind the JSON, or as numbers in it. */
export type Wire = 'binary' | 'json';

const answerSchema = z.object({
  outputs: z.array(
    z.object({
      name: z.string(),
      shape: z.array(z.number().int().min(0)),
      datatype: z.string(),
      parameters: z.object({ binary_data_size: z.number().int().min(0).optional() }).optional(),
      data: z.unknown().optional(),
    }),
  ),
});
type AnsweredTensor = z.infer<typeof answerSchema>['outputs'][number];

/** Elements of each datatype that is read, from little-endian bytes. */
const ELEMENTS: Readonly<Record<string, { size: number; read: (view: DataView, at: number) => number }>> = {
  FP32: { size: 4, read: (view, at) => view.getFloat32(at, true) },
  FP64: { size: 8, read: (view, at) => view.getFloat64(at, true) },
  INT32: { size: 4, read: (view, at) => view.getInt32(at, true) },
  INT64: { size: 8, read: (view, at) => Number(view.getBigInt64(at, true)) },
  UINT8: { size: 1, read: (view, at) => view.getUint8(at) },
  BOOL: { size: 1, read: (view, at) => view.getUint8(at) },
};

/** The body of a request for these outputs. */
export function writeRequest(
  feeds: Readonly<Record<string, Tensor>>,
  outputs: readonly string[],
  wire: Wire,
): { body: Uint8Array<ArrayBuffer>; headers: Record<string, string> } {
  const tensors = Object.entries(feeds);
  const header = Buffer.from(
    JSON.stringify({
      inputs: tensors.map(([name, { dims, data }]) => ({
        name,
        shape: dims,
        datatype: 'FP32',
        ...(wire === 'binary' ? { parameters: { binary_data_size: data.byteLength } } : { data: [...data] }),
      })),
      outputs: outputs.map((name) => ({
        name,
        ...(wire === 'binary' ? { parameters: { binary_data: true } } : {}),
      })),
    }),
  );
  if (wire === 'json')
    return { body: Uint8Array.from(header), headers: { 'content-type': 'application/json' } };
  const bytes = tensors.map(([, { data }]) => Buffer.from(data.buffer, data.byteOffset, data.byteLength));
  return {
    body: Uint8Array.from(Buffer.concat([header, ...bytes])),
    headers: {
      'content-type': 'application/octet-stream',
      'inference-header-content-length': String(header.length),
    },
  };
}

/** Tensors of an answer, as 32-bit numbers. Throws an Error for what is no answer of the protocol. */
export function readAnswer(body: Uint8Array, headerLength: string | null): Record<string, Tensor> {
  const length = headerLength === null ? body.length : Number(headerLength);
  const parsed = answerSchema.safeParse(parseJson(body.subarray(0, length)));
  if (!parsed.success) throw new Error('the endpoint gave no answer of the Open Inference Protocol v2');
  let offset = length;
  const outputs: Record<string, Tensor> = {};
  for (const tensor of parsed.data.outputs) {
    const size = tensor.parameters?.binary_data_size;
    outputs[tensor.name] =
      size === undefined ? fromNumbers(tensor) : fromBytes(tensor, body.subarray(offset, offset + size));
    offset += size ?? 0;
  }
  return outputs;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

function fromNumbers({ name, shape, data }: AnsweredTensor): Tensor {
  const flat = (Array.isArray(data) ? data.flat(Infinity) : []) as unknown[];
  return checked(name, { dims: shape, data: Float32Array.from(flat, Number) });
}

function fromBytes({ name, shape, datatype }: AnsweredTensor, bytes: Uint8Array): Tensor {
  const element = ELEMENTS[datatype];
  if (!element)
    throw new Error(`output "${name}" of the endpoint has the datatype ${datatype}, which is not read`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = Math.floor(bytes.length / element.size);
  const data = Float32Array.from({ length: count }, (_, index) => element.read(view, index * element.size));
  return checked(name, { dims: shape, data });
}

function checked(name: string, tensor: Tensor): Tensor {
  const count = tensor.dims.reduce((product, dim) => product * dim, 1);
  if (tensor.data.length !== count)
    throw new Error(
      `output "${name}" of the endpoint has ${tensor.data.length} values; its shape ${tensor.dims.join(' × ')} has ${count}`,
    );
  return tensor;
}
