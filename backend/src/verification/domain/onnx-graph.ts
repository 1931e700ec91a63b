import protobuf from 'protobufjs';

/** A tensor that goes into or comes out of a graph; a dimension is null where the model leaves it open. */
export interface GraphTensor {
  name: string;
  /** TensorProto.DataType; 1 is float32. */
  elementType: number;
  dims: readonly (number | null)[];
}

/** What of an ONNX file is asked about before it is run. */
export interface OnnxGraph {
  /** Domains of operators and their versions; the empty text is the standard's own. */
  opsets: ReadonlyMap<string, number>;
  /** Every operator used, in subgraphs and functions too. */
  operators: readonly { domain: string; name: string }[];
  /** Domains of functions that the file itself defines by other operators. */
  functionDomains: ReadonlySet<string>;
  /** Files that tensors want to be read from. */
  externalData: readonly string[];
  inputs: readonly GraphTensor[];
  outputs: readonly GraphTensor[];
}

/** The part of onnx.proto3 (ONNX IR, version 13) that is asked about; decoders skip the rest, weights included. */
const PROTO = `
syntax = "proto3";
message ModelProto {
  repeated OperatorSetIdProto opset_import = 8;
  GraphProto graph = 7;
  repeated FunctionProto functions = 25;
}
message OperatorSetIdProto { string domain = 1; int64 version = 2; }
message GraphProto {
  repeated NodeProto node = 1;
  repeated TensorProto initializer = 5;
  repeated ValueInfoProto input = 11;
  repeated ValueInfoProto output = 12;
  repeated SparseTensorProto sparse_initializer = 15;
}
message NodeProto { string op_type = 4; repeated AttributeProto attribute = 5; string domain = 7; }
message AttributeProto {
  TensorProto t = 5;
  GraphProto g = 6;
  repeated TensorProto tensors = 10;
  repeated GraphProto graphs = 11;
}
message TensorProto { string name = 8; repeated StringStringEntryProto external_data = 13; int32 data_location = 14; }
message SparseTensorProto { TensorProto values = 1; TensorProto indices = 2; }
message StringStringEntryProto { string key = 1; string value = 2; }
message ValueInfoProto { string name = 1; TypeProto type = 2; }
message TypeProto { TensorType tensor_type = 1; message TensorType { int32 elem_type = 1; TensorShapeProto shape = 2; } }
message TensorShapeProto { repeated Dimension dim = 1; message Dimension { int64 dim_value = 1; string dim_param = 2; } }
message FunctionProto { string name = 1; repeated NodeProto node = 7; string domain = 10; }
`;

const EXTERNAL = 1;

interface TensorProto {
  name?: string;
  externalData?: { key?: string; value?: string }[];
  dataLocation?: number;
}
interface NodeProto {
  opType?: string;
  domain?: string;
  attribute?: { t?: TensorProto; g?: GraphProto; tensors?: TensorProto[]; graphs?: GraphProto[] }[];
}
interface ValueInfoProto {
  name?: string;
  type?: { tensorType?: { elemType?: number; shape?: { dim?: { dimValue?: string | number }[] } } };
}
interface GraphProto {
  node?: NodeProto[];
  initializer?: TensorProto[];
  input?: ValueInfoProto[];
  output?: ValueInfoProto[];
  sparseInitializer?: { values?: TensorProto; indices?: TensorProto }[];
}
interface ModelProto {
  opsetImport?: { domain?: string; version?: string | number }[];
  graph?: GraphProto;
  functions?: { node?: NodeProto[]; domain?: string }[];
}

const modelType = protobuf.parse(PROTO).root.lookupType('ModelProto');

/** Reads an ONNX file (ModelProto). Throws an Error that says what is wrong with it. */
export function readOnnxGraph(bytes: Uint8Array): OnnxGraph {
  const model = decode(bytes);
  if (!model.graph) throw new Error('it holds no graph');
  const operators: { domain: string; name: string }[] = [];
  const externalData: string[] = [];
  const functions = model.functions ?? [];
  walkGraph(model.graph, operators, externalData);
  for (const one of functions) walkNodes(one.node ?? [], operators, externalData);
  const weights = new Set((model.graph.initializer ?? []).map((tensor) => tensor.name));
  return {
    opsets: new Map(
      (model.opsetImport ?? []).map(({ domain = '', version = 0 }) => [domain, Number(version)]),
    ),
    operators,
    functionDomains: new Set(functions.map((one) => one.domain ?? '')),
    externalData,
    inputs: (model.graph.input ?? []).filter((one) => !weights.has(one.name)).map(tensorOf),
    outputs: (model.graph.output ?? []).map(tensorOf),
  };
}

function decode(bytes: Uint8Array): ModelProto {
  try {
    return modelType.toObject(modelType.decode(bytes), { longs: Number });
  } catch (error) {
    throw new Error(`it is no ONNX file: ${(error as Error).message}`, { cause: error });
  }
}

function walkGraph(graph: GraphProto, operators: OnnxGraph['operators'][number][], external: string[]): void {
  for (const tensor of graph.initializer ?? []) noteExternal(tensor, external);
  for (const { values, indices } of graph.sparseInitializer ?? []) {
    noteExternal(values, external);
    noteExternal(indices, external);
  }
  walkNodes(graph.node ?? [], operators, external);
}

function walkNodes(
  nodes: readonly NodeProto[],
  operators: OnnxGraph['operators'][number][],
  external: string[],
): void {
  for (const { opType = '', domain = '', attribute = [] } of nodes) {
    operators.push({ domain, name: opType });
    for (const { t, g, tensors = [], graphs = [] } of attribute) {
      for (const tensor of [t, ...tensors]) noteExternal(tensor, external);
      for (const graph of [g, ...graphs]) if (graph) walkGraph(graph, operators, external);
    }
  }
}

function noteExternal(tensor: TensorProto | undefined, external: string[]): void {
  if (tensor?.dataLocation !== EXTERNAL && !tensor?.externalData?.length) return;
  const location = tensor.externalData?.find((entry) => entry.key === 'location')?.value;
  external.push(location ?? tensor.name ?? 'unnamed');
}

function tensorOf({ name = '', type }: ValueInfoProto): GraphTensor {
  const dims = (type?.tensorType?.shape?.dim ?? []).map(({ dimValue }) => Number(dimValue ?? 0) || null);
  return { name, elementType: type?.tensorType?.elemType ?? 0, dims };
}
