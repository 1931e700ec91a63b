import { systemStatusSchema } from '@firstread/contract';
import { smallImage } from './dicom.js';
import { startTestApp, type TestApp } from './test-app.js';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp({ STORAGE_WATERMARK_PERCENT: '0' });
});
afterAll(() => app.close());

describe('a disk past its watermark', () => {
  it('takes nothing in, and says that room is missing', async () => {
    const body = new Blob(['--b\r\nContent-Type: application/dicom\r\n\r\n', smallImage(), '\r\n--b--']);
    const response = await app.request('/dicomweb/studies', 'device', {
      method: 'POST',
      headers: { 'content-type': 'multipart/related; type="application/dicom"; boundary=b' },
      body,
    });
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ code: 'STORAGE_FULL' });
    expect(await app.dataSource.query('select 1 from instance union all select 1 from quarantine')).toEqual(
      [],
    );
  });

  it('is an alarm in status and metrics, and no reason against reading', async () => {
    const status = await app.request('/api/v1/system/status', 'radiologist');
    expect(systemStatusSchema.parse(await status.json()).storage).toMatchObject({ full: true });
    const metrics = await (await app.request('/metrics', 'administrator')).text();
    expect(metrics).toContain('firstread_storage{what="refusing"} 1');
    expect((await app.request('/readyz', 'none')).status).toBe(200);
    expect((await app.request('/api/v1/worklist', 'radiologist')).status).toBe(200);
  });
});
