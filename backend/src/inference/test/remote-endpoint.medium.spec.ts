import type { RemoteManifest } from '@firstread/contract';
import { startInferenceServer, type InferenceServer } from '../../../test/inference-server.js';
import type { Tensor } from '../postprocess/tensor.js';
import { RemoteEndpoint } from '../runtime/remote-endpoint.js';

const image: Record<string, Tensor> = { image: { dims: [2, 1, 1, 2], data: Float32Array.of(1, 2.5, -3, 4) } };

describe.each([true, false])('a remote endpoint (tensors as bytes: %s)', (binary) => {
  let server: InferenceServer;
  beforeAll(async () => {
    server = await startInferenceServer({
      model: 'triage',
      binary,
      run: async ({ image: given }) => ({
        score: { dims: [2, 1], data: Float32Array.of((given?.data[0] ?? 0) * 10, given?.data[2] ?? 0) },
      }),
    });
  });
  afterAll(() => server.close());
  beforeEach(() => {
    server.trouble = 'none';
    server.seen.length = 0;
  });

  const endpoint = (change: Partial<RemoteManifest['endpoint']> = {}, timeoutMs = 5000, hosts?: string[]) =>
    new RemoteEndpoint({
      endpoint: {
        url: server.url,
        model: 'triage',
        sha256: '0'.repeat(64),
        failuresToOpen: 2,
        resetMs: 150,
        ...change,
      },
      timeoutMs,
      ...(hosts ? { hosts } : {}),
    });

  it('is asked whether it is ready, then gets tensors and nothing else', async () => {
    const remote = endpoint();
    await remote.start();
    const { outputs } = await remote.run(image, ['score']);
    expect(outputs['score']).toEqual({ dims: [2, 1], data: Float32Array.of(10, -3) });
    expect(server.seen).toEqual([expect.objectContaining({ inputs: ['image'] })]);
    expect(server.seen[0]?.headers.sort()).toEqual(
      [
        'accept',
        'accept-encoding',
        'accept-language',
        'connection',
        'content-length',
        'content-type',
        'host',
        ...(binary ? ['inference-header-content-length'] : []),
        'sec-fetch-mode',
        'user-agent',
      ].sort(),
    );
  });

  it('that is not ready, or serves another model, is said so', async () => {
    await expect(endpoint({ model: 'other' }).start()).rejects.toThrow(/does not serve other.*404/);
    server.trouble = 'notReady';
    await expect(endpoint().start()).rejects.toThrow(/does not say that it lives.*503/);
    await expect(endpoint({ url: 'http://127.0.0.1:9' }).start()).rejects.toThrow(/cannot be reached/);
  });

  it('is left alone after failures in a row, and asked again after a while', async () => {
    const remote = endpoint();
    server.trouble = 'error';
    for (let call = 0; call < 2; call += 1)
      await expect(remote.run(image, ['score'])).rejects.toThrow(/answers 500.*out of memory/);
    await expect(remote.run(image, ['score'])).rejects.toThrow(/failed 2 times in a row/);
    expect(server.seen).toHaveLength(2);
    server.trouble = 'none';
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await remote.run(image, ['score'])).outputs['score']?.dims).toEqual([2, 1]);
  });

  it('does not hold a run longer than its time', async () => {
    server.trouble = 'silence';
    await expect(endpoint({}, 100).run(image, ['score'])).rejects.toThrow(/did not answer within 100 ms/);
  });

  it('that answers something else is refused in words', async () => {
    server.trouble = 'nonsense';
    await expect(endpoint().run(image, ['score'])).rejects.toThrow(
      /no answer of the Open Inference Protocol/,
    );
  });

  it('gets no tensor where no administrator has named its host', async () => {
    await expect(endpoint({}, 5000, ['models.example']).run(image, ['score'])).rejects.toThrow(
      /REMOTE_MODEL_HOSTS/,
    );
    expect(server.seen).toEqual([]);
  });
});
