import protobuf from 'protobufjs';

/** The part of onnx.proto3 (ONNX IR, version 8) that small graphs are written with. */
const PROTO = `
syntax = "proto3";
message ModelProto {
  int64 ir_version = 1;
  string producer_name = 2;
  GraphProto graph = 7;
  repeated OperatorSetIdProto opset_import = 8;
}
message OperatorSetIdProto { string domain = 1; int64 version = 2; }
message GraphProto {
  repeated NodeProto node = 1;
  string name = 2;
  repeated TensorProto initializer = 5;
  repeated ValueInfoProto input = 11;
  repeated ValueInfoProto output = 12;
}
message NodeProto {
  repeated string input = 1;
  repeated string output = 2;
  string name = 3;
  string op_type = 4;
  repeated AttributeProto attribute = 5;
  string domain = 7;
}
message AttributeProto {
  string name = 1;
  float f = 2;
  int64 i = 3;
  TensorProto t = 5;
  GraphProto g = 6;
  repeated int64 ints = 8;
  int32 type = 20;
}
message TensorProto {
  repeated int64 dims = 1;
  int32 data_type = 2;
  string name = 8;
  bytes raw_data = 9;
  repeated StringStringEntryProto external_data = 13;
  int32 data_location = 14;
}
message StringStringEntryProto { string key = 1; string value = 2; }
message ValueInfoProto { string name = 1; TypeProto type = 2; }
message TypeProto { TensorType tensor_type = 1; message TensorType { int32 elem_type = 1; TensorShapeProto shape = 2; } }
message TensorShapeProto { repeated Dimension dim = 1; message Dimension { int64 dim_value = 1; string dim_param = 2; } }
`;

const modelType = protobuf.parse(PROTO).root.lookupType('ModelProto');
const FLOAT = 1;
const INT64 = 7;
const BOOL = 9;
const IR_VERSION = 8;
const OPSET = 17;

export type Constant = { float: readonly number[]; dims: readonly number[] } | { int64: readonly number[] };

export interface GraphNode {
  op: string;
  inputs: readonly string[];
  outputs: readonly string[];
  /** Other than the standard's. */
  domain?: string;
  attributes?: Readonly<Record<string, number | readonly number[] | { float: number } | SmallGraph>>;
}

/** A dimension by number, or by the name of one that is open. */
export interface GraphPort {
  name: string;
  dims: readonly (number | string)[];
  type?: 'float' | 'int64' | 'bool';
}

export interface SmallGraph {
  inputs: readonly GraphPort[];
  outputs: readonly GraphPort[];
  constants: Readonly<Record<string, Constant>>;
  nodes: readonly GraphNode[];
  /** Constants that are said to lie in a file of their own. */
  external?: readonly string[];
}

/** Writes a small graph as an ONNX file (opset 17). */
export function writeOnnx(graph: SmallGraph): Uint8Array {
  const domains = [...new Set(graph.nodes.map((node) => node.domain ?? ''))];
  const message = {
    irVersion: IR_VERSION,
    producerName: 'Firstread',
    graph: graphProto(graph),
    opsetImport: domains.map((domain) => ({ domain, version: domain === '' ? OPSET : 1 })),
  };
  return modelType.encode(modelType.fromObject(message)).finish();
}

function graphProto({ inputs, outputs, constants, nodes, external = [] }: SmallGraph): object {
  return {
    name: 'graph',
    node: nodes.map(nodeProto),
    initializer: Object.entries(constants).map(([name, constant]) => ({
      name,
      ...tensorProto(constant, external.includes(name)),
    })),
    input: inputs.map(portProto),
    output: outputs.map(portProto),
  };
}

function nodeProto({ op, inputs, outputs, domain = '', attributes = {} }: GraphNode): object {
  return {
    opType: op,
    input: inputs,
    output: outputs,
    domain,
    attribute: Object.entries(attributes).map(([name, value]) => ({ name, ...attributeProto(value) })),
  };
}

/** AttributeProto.AttributeType: FLOAT 1, INT 2, GRAPH 5, INTS 7. */
function attributeProto(value: NonNullable<GraphNode['attributes']>[string]): object {
  if (typeof value === 'number') return { i: value, type: 2 };
  if ('float' in value) return { f: value.float, type: 1 };
  return 'nodes' in value ? { g: graphProto(value), type: 5 } : { ints: value, type: 7 };
}

function tensorProto(constant: Constant, external: boolean): object {
  const isFloat = 'float' in constant;
  const bytes = isFloat
    ? new Uint8Array(Float32Array.from(constant.float).buffer)
    : new Uint8Array(BigInt64Array.from(constant.int64, BigInt).buffer);
  return {
    dims: isFloat ? constant.dims : [constant.int64.length],
    dataType: isFloat ? FLOAT : INT64,
    ...(external
      ? { dataLocation: 1, externalData: [{ key: 'location', value: 'weights.bin' }] }
      : { rawData: bytes }),
  };
}

function portProto({ name, dims, type = 'float' }: GraphPort): object {
  const elemType = { float: FLOAT, int64: INT64, bool: BOOL }[type];
  const dim = dims.map((one) => (typeof one === 'number' ? { dimValue: one } : { dimParam: one }));
  return { name, type: { tensorType: { elemType, shape: { dim } } } };
}
