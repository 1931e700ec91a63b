import { haveRealStudies, realFile, realFiles } from '../../../test/real-studies.js';
import { decodeFrame, parsePart10 } from '../../dicom/index.js';
import { runPipeline, type SourceImage } from '../pipeline.js';
import type { Tensor } from '../postprocess/tensor.js';
import { prepare } from '../preprocess/prepare.js';
import type { RegisteredModel } from '../registry/model-registry.js';
import type { ModelProcess } from '../runtime/model-process.js';
import { shippedModel } from '../../../test/shipped-models.js';
import { dice, goldenCases, goldenTensor, modelProcess } from './golden.js';

const onRealStudies = haveRealStudies ? it : it.skip;

function sources(paths: string[]): SourceImage[] {
  return paths.map((path) => {
    const bytes = realFile(path);
    return { sopInstanceUid: path, bytes, parsed: parsePart10(bytes) };
  });
}

describe.each(['cxr-opacity-triage', 'cxr-lung-segmenter', 'head-ct-hyperdensity'])('%s', (id) => {
  let model: RegisteredModel;
  let process: ModelProcess;

  beforeAll(async () => {
    model = await shippedModel(id);
    process = modelProcess(model);
    await process.start();
  });
  afterAll(() => process.stop());

  it('gives the reference outputs for the reference inputs', async () => {
    const withInput = goldenCases(model).filter((golden) => golden.inputFile);
    for (const golden of withInput) {
      const input = goldenTensor(model, golden.inputFile ?? '', golden.shape);
      const names = Object.keys(golden.outputs);
      const { outputs } = await process.run({ [model.manifest.input.tensor]: input }, names);
      for (const name of names) expectReference(model, golden.outputs[name], outputs[name] as Tensor);
    }
    expect(withInput.length).toBe(id === 'head-ct-hyperdensity' ? 1 : 2);
  });

  onRealStudies('gives them from the DICOM files, through its declared preprocessing', async () => {
    if (id === 'head-ct-hyperdensity') return expectHeadCt(model, process);
    for (const golden of goldenCases(model)) {
      const result = await runPipeline(model.manifest, sources([golden.source]), (feeds, outputs) =>
        process.run(feeds, outputs),
      );
      if (result.interpretation.state === 'notEvaluable') throw new Error(result.interpretation.reason);
      const [finding] = result.interpretation.findings;
      const wanted = golden.outputs.probability?.values?.[0];
      if (wanted !== undefined) expect(Math.abs((finding?.score ?? 0) - wanted)).toBeLessThan(0.02);
      const input = goldenTensor(model, golden.inputFile ?? '', golden.shape);
      // The reference resize rounds to whole grey levels after each of its two passes.
      const differences = await inputDifferences(model, golden.source, input);
      expect(Math.max(...differences)).toBeLessThan(4 / 255);
      expect(differences.reduce((sum, one) => sum + one, 0) / differences.length).toBeLessThan(0.5 / 255);
    }
  });
});

function expectReference(
  model: RegisteredModel,
  reference: { dims: number[]; values?: number[]; file?: string } | undefined,
  actual: Tensor,
): void {
  for (const [index, value] of (reference?.values ?? []).entries()) {
    expect(Math.abs((actual.data[index] as number) - value)).toBeLessThan(1e-3);
  }
  if (!reference?.file) return;
  const expected = goldenTensor(model, reference.file, reference.dims);
  const mask = (tensor: Tensor) => tensor.data.map((value) => (value > 0.5 ? 1 : 0));
  expect(dice(mask(actual), mask(expected))).toBeGreaterThan(0.99);
}

async function inputDifferences(model: RegisteredModel, path: string, input: Tensor): Promise<number[]> {
  const [source] = sources([path]) as [SourceImage];
  const frame = await decodeFrame(source.bytes, source.parsed, 0);
  const plane = prepare({ ...source, frame }, model.manifest.input.preprocessing);
  return Array.from(plane.values, (value, i) => Math.abs(value - (input.data[i] as number)));
}

/** Pixel counts per slice of the real head CT, plain and with a disc of 62 HU written into three slices. */
async function expectHeadCt(model: RegisteredModel, process: ModelProcess): Promise<void> {
  const [plain, withDisc] = goldenCases(model).filter((golden) => !golden.inputFile);
  const areas: number[] = [];
  const discAreas: number[] = [];
  let first = 0;
  await runPipeline(model.manifest, sources(realFiles('ct-head-lesion')), async (feeds, outputs) => {
    const hu = feeds.hu as Tensor;
    areas.push(...(await areaOf(process, feeds)));
    discAreas.push(...(await areaOf(process, { hu: writeDisc(hu, first) })));
    first += hu.dims[0] ?? 0;
    return process.run(feeds, outputs);
  });
  expect(areas).toEqual(plain?.outputs.area_px?.values);
  expect(discAreas).toEqual(withDisc?.outputs.area_px?.values);
}

async function areaOf(process: ModelProcess, feeds: Record<string, Tensor>): Promise<Float32Array> {
  const { outputs } = await process.run(feeds, ['area_px']);
  return (outputs.area_px as Tensor).data;
}

function writeDisc(hu: Tensor, firstSlice: number): Tensor {
  const data = Float32Array.from(hu.data);
  for (let n = 0; n < (hu.dims[0] ?? 0); n++) {
    if (![13, 14, 15].includes(firstSlice + n)) continue;
    for (let y = 0; y < 256; y++) {
      for (let x = 0; x < 256; x++) {
        if ((y - 120) ** 2 + (x - 150) ** 2 <= 144) data[n * 65_536 + y * 256 + x] = 62;
      }
    }
  }
  return { dims: hu.dims, data };
}
