import type { TensorInput, TensorManifest } from '@firstread/contract';
import type { GraphTensor, OnnxGraph } from './onnx-graph.js';

/** Domains whose operators are the runtime's own: the standard's, and those that ONNX Runtime brings along. */
const BUILT_IN = new Set(['', 'ai.onnx', 'ai.onnx.ml', 'com.microsoft']);
const FLOAT32 = 1;

/** What of the file would need code or files from elsewhere; each with what to change. */
export function operatorProblems(graph: OnnxGraph): string[] {
  const custom = graph.operators.filter(
    ({ domain }) => !BUILT_IN.has(domain) && !graph.functionDomains.has(domain),
  );
  const names = [...new Set(custom.map(({ domain, name }) => `${domain}.${name}`))];
  const files = [...new Set(graph.externalData)];
  return [
    ...(names.length > 0
      ? [`custom operators are not run: ${names.join(', ')}. Export the model with operators of ONNX alone`]
      : []),
    ...(files.length > 0
      ? [
          `weights lie outside the file: ${files.join(', ')}. Save the model as one file, without external data`,
        ]
      : []),
  ];
}

/** How inputs and outputs of the file differ from what the manifest says; each with what to change. */
export function shapeProblems(graph: OnnxGraph, manifest: TensorManifest): string[] {
  return [...inputProblems(graph.inputs, manifest), ...outputProblems(graph.outputs, manifest)];
}

/** Shape of one full batch; null where the manifest leaves a size to the images. */
export function inputShape(manifest: TensorManifest): (number | null)[] {
  const { form, batch, channels = 1 } = manifest.input;
  if (form.kind === 'patches') return [batch, 1, ...form.size];
  const [height, width] = planeSize(manifest);
  const depth = form.kind === 'slab' ? 2 * form.neighbours + 1 : channels;
  return [form.kind === 'image' ? 1 : batch, depth, height, width];
}

function planeSize(manifest: TensorManifest): [number | null, number | null] {
  let size: [number | null, number | null] = [null, null];
  for (const step of manifest.input.preprocessing) {
    if (step.op === 'resize' || step.op === 'cropOrPad') size = [step.height, step.width];
    if (step.op === 'resample') size = [null, null];
  }
  return size;
}

function inputProblems(inputs: readonly GraphTensor[], manifest: TensorManifest): string[] {
  const { tensor, form } = manifest.input;
  const found = inputs.find((input) => input.name === tensor);
  if (!found) return [`there is no input "${tensor}"; the file has ${namesOf(inputs)}`];
  const others = inputs.filter((input) => input !== found);
  return [
    ...(others.length > 0
      ? [`the file wants more inputs than one: ${namesOf(others)}. The platform fills one tensor`]
      : []),
    ...(found.elementType === FLOAT32 ? [] : [`input "${tensor}" is not of float32`]),
    ...shapeProblem(found, inputShape(manifest), form),
  ];
}

function shapeProblem(found: GraphTensor, wanted: (number | null)[], form: TensorInput): string[] {
  const fits =
    found.dims.length === wanted.length &&
    found.dims.every((dim, at) => dim === null || wanted[at] === null || dim === wanted[at]);
  if (fits) return [];
  const said = `${shapeText(wanted)} for ${form.kind}`;
  return [`input "${found.name}" is ${shapeText(found.dims)}, but the manifest makes ${said}`];
}

function outputProblems(outputs: readonly GraphTensor[], manifest: TensorManifest): string[] {
  const wanted = [
    ...manifest.outputs.flatMap((output) =>
      output.kind === 'boxes' ? [output.tensor, output.scores] : [output.tensor],
    ),
    ...(manifest.quality ?? []).map((check) => check.tensor),
  ];
  return [...new Set(wanted)]
    .filter((name) => !outputs.some((output) => output.name === name))
    .map((name) => `there is no output "${name}"; the file has ${namesOf(outputs)}`);
}

function namesOf(tensors: readonly GraphTensor[]): string {
  return tensors.map((tensor) => `"${tensor.name}"`).join(', ') || 'none';
}

function shapeText(dims: readonly (number | null)[]): string {
  return dims.map((dim) => dim ?? '?').join(' × ');
}
