import type { PreprocessingStep, TensorManifest } from '@firstread/contract';
import {
  decodeFrame,
  getNumber,
  getNumbers,
  sortSlices,
  type DicomJsonDataset,
  type ParsedInstance,
} from '../dicom/index.js';
import { alongStack, sliceExtents } from './slice-extents.js';
import { interpret, tensorsRead, type Interpretation } from './postprocess/interpret.js';
import type { ImageGeometry } from './postprocess/reading.js';
import { concatenate, type Tensor } from './postprocess/tensor.js';
import { PreprocessingError } from './preprocess/error.js';
import { joined } from './preprocess/patches.js';
import type { PlacedPlane } from './preprocess/plane.js';
import { prepare } from './preprocess/prepare.js';
import { sampleStack, type Between } from './preprocess/sampling.js';
import { batchOf, itemsOf } from './preprocess/tensors.js';

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
  const headers = ordered.map((source) => source.parsed.dataset);
  const samples = sampleStack(alongStack(headers), manifest.input.sampling);
  const timings = { decode: 0, preprocess: 0, run: 0, postprocess: 0 };
  const prepared = new Map<number, PlacedPlane>();
  for (const index of new Set(samples.places.flatMap(({ lower, upper }) => [lower, upper]))) {
    const source = ordered[index] as SourceImage;
    const started = performance.now();
    const frame = await decodeFrame(source.bytes, source.parsed, 0);
    const decoded = performance.now();
    prepared.set(index, prepare({ ...source, frame }, manifest.input.preprocessing));
    timings.decode += decoded - started;
    timings.preprocess += performance.now() - decoded;
    await yieldToEventLoop();
  }
  const planes = samples.places.map((place) => planeAt(place, prepared));
  const { outputs, milliseconds } = await runBatches(manifest, planes, runner);
  timings.run = milliseconds;
  const started = performance.now();
  const interpretation = interpret(manifest, outputs, {
    images: geometryOf(ordered),
    planes: planes.map(({ rows, columns, toSource }, n) => {
      const { lower, upper, share } = samples.places[n] as Between;
      return { rows, columns, toSource, image: share < 0.5 ? lower : upper };
    }),
    back: samples.back,
    byPlane: manifest.input.form.kind !== 'patches',
  });
  timings.postprocess = performance.now() - started;
  return { interpretation, images: ordered.map((source) => source.sopInstanceUid), timings };
}

/** The first frame of an image as the declared operations make it. */
export async function prepareSource(
  source: SourceImage,
  steps: readonly PreprocessingStep[],
): Promise<PlacedPlane> {
  return prepare({ ...source, frame: await decodeFrame(source.bytes, source.parsed, 0) }, steps);
}

/** A prepared plane, or one between two of them. */
function planeAt({ lower, upper, share }: Between, prepared: ReadonlyMap<number, PlacedPlane>): PlacedPlane {
  const [below, above] = [prepared.get(lower), prepared.get(upper)] as [PlacedPlane, PlacedPlane];
  if (share === 0) return below;
  if (below.values.length !== above.values.length)
    throw new PreprocessingError('the images differ in size, so that nothing lies between them');
  const values = below.values.map((value, at) => value * (1 - share) + (above.values[at] as number) * share);
  return { ...below, values };
}

/** The planes through the model in batches; the wall time of all calls. */
async function runBatches(manifest: TensorManifest, planes: readonly PlacedPlane[], runner: TensorRunner) {
  const { input } = manifest;
  const names = tensorsRead(manifest);
  const items = itemsOf(input, planes);
  const parts: Record<string, Tensor[]> = Object.fromEntries(names.map((name) => [name, []]));
  let milliseconds = 0;
  for (let from = 0; from < items.count; from += input.batch) {
    const batch = batchOf(items, from, input.batch);
    const started = performance.now();
    const result = await runner({ [input.tensor]: batch }, names);
    milliseconds += performance.now() - started;
    for (const name of names) {
      const output = result.outputs[name];
      if (output) parts[name]?.push(output);
    }
  }
  const whole = (name: string): Tensor => {
    const tensor = concatenate(parts[name] ?? []);
    return items.grid && tensor.dims.length === 5 ? joined(items.grid, tensor) : tensor;
  };
  return { outputs: Object.fromEntries(names.map((name) => [name, whole(name)])), milliseconds };
}

function inStackOrder(sources: readonly SourceImage[]): SourceImage[] {
  return [...sortSlices(sources, (source) => source.parsed.dataset).slices];
}

function geometryOf(sources: readonly SourceImage[]): ImageGeometry[] {
  const extents = sliceExtents(sources.map((source) => source.parsed.dataset));
  return sources.map(({ sopInstanceUid, parsed: { dataset } }, n) => ({
    sopInstanceUid,
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
