import type { PreprocessingStep, TensorManifest } from '@firstread/contract';
import {
  decodeFrame,
  getNumber,
  getNumbers,
  sortSlices,
  type DicomJsonDataset,
  type ParsedInstance,
} from '../dicom/index.js';
import { sliceExtents } from './slice-extents.js';
import { interpret, type ImageGeometry, type Interpretation } from './postprocess/interpret.js';
import { concatenate, type Tensor } from './postprocess/tensor.js';
import type { Plane } from './preprocess/plane.js';
import { prepare } from './preprocess/prepare.js';

/** One stored image with its bytes. */
export interface SourceImage {
  sopInstanceUid: string;
  bytes: Uint8Array;
  parsed: ParsedInstance;
}

/** Runs tensors through a model; the process behind it is somebody else's matter. */
export type TensorRunner = (
  feeds: Record<string, Tensor>,
  outputs: string[],
) => Promise<{ outputs: Record<string, Tensor>; milliseconds: number }>;

export interface PipelineResult {
  interpretation: Interpretation;
  /** SOP Instance UIDs in the order of the masks. */
  images: string[];
  /** Milliseconds by part. */
  timings: { decode: number; preprocess: number; run: number; postprocess: number };
}

/** Decode, preprocess, run, interpret: everything a manifest declares, for one series. */
export async function runPipeline(
  manifest: TensorManifest,
  sources: readonly SourceImage[],
  runner: TensorRunner,
): Promise<PipelineResult> {
  const ordered = manifest.input.form.kind === 'image' ? sources.slice(0, 1) : inStackOrder(sources);
  const timings = { decode: 0, preprocess: 0, run: 0, postprocess: 0 };
  const planes: Plane[] = [];
  for (const source of ordered) {
    const started = performance.now();
    const frame = await decodeFrame(source.bytes, source.parsed, 0);
    const decoded = performance.now();
    planes.push(prepare({ ...source, frame }, manifest.input.preprocessing));
    timings.decode += decoded - started;
    timings.preprocess += performance.now() - decoded;
    await yieldToEventLoop();
  }
  const { outputs, milliseconds } = await runBatches(manifest, planes, runner);
  timings.run = milliseconds;
  const started = performance.now();
  const interpretation = interpret(manifest, outputs, geometryOf(ordered));
  timings.postprocess = performance.now() - started;
  return { interpretation, images: ordered.map((source) => source.sopInstanceUid), timings };
}

/** The first frame of an image as the declared operations make it. */
export async function prepareSource(
  source: SourceImage,
  steps: readonly PreprocessingStep[],
): Promise<Plane> {
  return prepare({ ...source, frame: await decodeFrame(source.bytes, source.parsed, 0) }, steps);
}

/** Tensors of the planes through the model in batches; the wall time of all calls. */
async function runBatches(manifest: TensorManifest, planes: readonly Plane[], runner: TensorRunner) {
  const { tensor, batch } = manifest.input;
  const names = outputNames(manifest);
  const parts: Record<string, Tensor[]> = Object.fromEntries(names.map((name) => [name, []]));
  const started = performance.now();
  for (let from = 0; from < planes.length; from += batch) {
    const result = await runner({ [tensor]: stack(planes.slice(from, from + batch)) }, names);
    for (const name of names) {
      const output = result.outputs[name];
      if (output) parts[name]?.push(output);
    }
  }
  const outputs = Object.fromEntries(names.map((name) => [name, concatenate(parts[name] ?? [])]));
  return { outputs, milliseconds: performance.now() - started };
}

function outputNames(manifest: TensorManifest): string[] {
  const names = [...manifest.outputs, ...(manifest.quality ?? [])].map((output) => output.tensor);
  return [...new Set(names)];
}

function stack(planes: readonly Plane[]): Tensor {
  const [first] = planes;
  const { rows, columns } = first as Plane;
  const data = new Float32Array(planes.length * rows * columns);
  for (const [n, plane] of planes.entries()) data.set(plane.values, n * rows * columns);
  return { dims: [planes.length, 1, rows, columns], data };
}

function inStackOrder(sources: readonly SourceImage[]): SourceImage[] {
  return [...sortSlices(sources, (source) => source.parsed.dataset).slices];
}

function geometryOf(sources: readonly SourceImage[]): ImageGeometry[] {
  const extents = sliceExtents(sources.map((source) => source.parsed.dataset));
  return sources.map(({ parsed: { dataset } }, n) => ({
    rows: getNumber(dataset, 'Rows') ?? 0,
    columns: getNumber(dataset, 'Columns') ?? 0,
    pixelAreaMm2: pixelArea(dataset),
    sliceExtentMm: extents[n] ?? null,
  }));
}

function pixelArea(dataset: DicomJsonDataset): number | null {
  const [down, across] = getNumbers(dataset, 'PixelSpacing');
  return down && across ? down * across : null;
}

/** Lets lock renewals and signals through between slices. */
function yieldToEventLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
