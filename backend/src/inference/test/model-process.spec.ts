import type { Tensor } from '../postprocess/tensor.js';
import type { ModelProcess } from '../runtime/model-process.js';
import { shippedModel } from '../../../test/shipped-models.js';
import { modelProcess } from './golden.js';

const image: Record<string, Tensor> = {
  image: { dims: [1, 1, 224, 224], data: new Float32Array(224 * 224).fill(0.5) },
};

describe('a model process', () => {
  let process: ModelProcess | undefined;
  afterEach(() => process?.stop());

  it('says what ONNX Runtime says of a wrong shape, and runs on', async () => {
    process = modelProcess(await shippedModel('cxr-opacity-triage'));
    const wrong = { image: { dims: [1, 1, 10], data: new Float32Array(10) } };
    await expect(process.run(wrong, ['probability'])).rejects.toThrow(/rank|dimension/i);
    const { outputs } = await process.run(image, ['probability']);
    expect(outputs.probability?.data).toHaveLength(1);
  });

  it('rejects what waited when it is killed, and is started again by the next run', async () => {
    process = modelProcess(await shippedModel('cxr-opacity-triage'));
    await process.run(image, ['probability']);
    const before = process.pid;
    const waiting = process.run(image, ['probability']);
    globalThis.process.kill(before ?? 0, 'SIGKILL');
    await expect(waiting).rejects.toThrow(/ended \(SIGKILL\)/);
    await process.run(image, ['probability']);
    expect(process.pid).not.toBe(before);
  });

  it('is ended past its time limit, and the next run works', async () => {
    process = modelProcess(await shippedModel('head-ct-hyperdensity'), 40);
    const slices = { hu: { dims: [64, 1, 256, 256], data: new Float32Array(64 * 65_536) } };
    await expect(process.run(slices, ['area_px'])).rejects.toThrow(/did not answer within 40 ms/);
    const one = { hu: { dims: [1, 1, 256, 256], data: new Float32Array(65_536) } };
    process.stop();
    process = modelProcess(await shippedModel('head-ct-hyperdensity'));
    expect((await process.run(one, ['area_px'])).outputs.area_px?.dims).toEqual([1, 2]);
  });
});
