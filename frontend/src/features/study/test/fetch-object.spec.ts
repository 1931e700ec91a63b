import { fetchObject } from '../api/study';

const CRLF = '\r\n';

/** Answers with a multipart body of one part, or with the status of a refusal. */
function answering(...statuses: number[]) {
  const accepted: string[] = [];
  global.fetch = (_url, init) => {
    accepted.push(new Headers(init?.headers).get('Accept') ?? '');
    const status = statuses.shift() ?? 200;
    const body =
      status === 200
        ? ['--b', 'Content-Type: application/dicom', '', `part ${accepted.length}`, '--b--']
        : ['{}'];
    const headers = { 'Content-Type': 'multipart/related; type="application/dicom"; boundary=b' };
    return Promise.resolve(new Response(body.join(CRLF), { status, headers }));
  };
  return accepted;
}

const fetched = async (): Promise<string> =>
  new TextDecoder().decode(await fetchObject('http://x/series/1', '1.2', new AbortController().signal));

describe('a segmentation', () => {
  it('is fetched uncompressed', async () => {
    const accepted = answering();
    expect(await fetched()).toBe('part 1');
    expect(accepted).toEqual([expect.stringContaining('transfer-syntax=1.2.840.10008.1.2.1')]);
  });

  it.each([406, 422])('is fetched as it is stored where the archive answers %i', async (status) => {
    const accepted = answering(status);
    expect(await fetched()).toBe('part 2');
    expect(accepted.at(-1)).toContain('transfer-syntax=*');
  });

  it('is not asked for again where it may not be had', async () => {
    answering(403);
    await expect(fetched()).rejects.toMatchObject({ status: 403 });
  });
});
