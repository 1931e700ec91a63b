import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { realStudiesFolder } from '../../../test/real-studies.js';
import { decodeFrame, parsePart10 } from '../../dicom/index.js';
import { runPipeline, type SourceImage } from '../pipeline.js';
import type { Tensor } from '../postprocess/tensor.js';
import { prepare } from '../preprocess/prepare.js';
import type { RegisteredModel } from '../registry/model-registry.js';
import type { ModelProcess } from '../runtime/model-process.js';
import { dice, goldenCases, goldenTensor, modelProcess, shippedModel } from './golden.js';

const studies = realStudiesFolder();
const onRealStudies = studies ? it : it.skip;

function sources(folder: string, files?: string[]): SourceImage[] {
  const path = join(studies ?? '', folder);
  return (files ?? readdirSync(path)).map((file) => {
    const bytes = readFileSync(join(path, file));
    return { sopInstanceUid: file, bytes, parsed: parsePart10(bytes) };
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
    expect(withInput.length).toBe(id === 'head-ct-hyperdensity' ? 0 : 2);
  });

  onRealStudies('gives them from the DICOM files, through its declared preprocessing', async () => {
    if (id === 'head-ct-hyperdensity') return expectHeadCt(model, process);
    for (const golden of goldenCases(model)) {
      const [folder = '', file = ''] = golden.source.split('/');
      const result = await runPipeline(model.manifest, sources(folder, [file]), (feeds, outputs) =>
        process.run(feeds, outputs),
      );
      if (result.interpretation.state === 'notEvaluable') throw new Error(result.interpretation.reason);
      const [finding] = result.interpretation.findings;
      const wanted = golden.outputs.probability?.values?.[0];
      if (wanted !== undefined) expect(Math.abs((finding?.score ?? 0) - wanted)).toBeLessThan(0.02);
      const input = goldenTensor(model, golden.inputFile ?? '', golden.shape);
      expect(await largestDifference(model, folder, file, input)).toBeLessThan(1.5 / 255);
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

async function largestDifference(model: RegisteredModel, folder: string, file: string, input: Tensor): Promise<number> {
  const [source] = sources(folder, [file]) as [SourceImage];
  const frame = await decodeFrame(source.bytes, source.parsed, 0);
  const plane = prepare({ ...source, frame }, model.manifest.input.preprocessing);
  return plane.values.reduce((largest, value, i) => Math.max(largest, Math.abs(value - (input.data[i] as number))), 0);
}

/** Pixel counts per slice of the real head CT, plain and with a disc of 62 HU written into three slices. */
async function expectHeadCt(model: RegisteredModel, process: ModelProcess): Promise<void> {
  const [plain, withDisc] = goldenCases(model);
  const areas: number[] = [];
  const discAreas: number[] = [];
  let first = 0;
  await runPipeline(model.manifest, sources('ct-head-lesion'), async (feeds, outputs) => {
    const hu = feeds.hu as Tensor;
    areas.push(...(await process.run(feeds, ['area_px'])).outputs.area_px!.data);
    discAreas.push(...(await process.run({ hu: writeDisc(hu, first) }, ['area_px'])).outputs.area_px!.data);
    first += hu.dims[0] ?? 0;
    return process.run(feeds, outputs);
  });
  expect(areas).toEqual(plain?.outputs.area_px?.values);
  expect(discAreas).toEqual(withDisc?.outputs.area_px?.values);
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
