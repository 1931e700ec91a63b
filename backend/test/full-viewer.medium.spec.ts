import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { startTestApp, type TestApp } from './test-app.js';

const VIEWER = '/ohif/viewer?StudyInstanceUIDs=1.2.3';
const bundle = 'app.bundle.0123456789abcdef.js';

let folder: string;
let test: TestApp;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'firstread-viewer-'));
  writeFileSync(join(folder, bundle), 'plain');
  writeFileSync(join(folder, `${bundle}.gz`), gzipSync('packed'));
  test = await startTestApp({ FIRSTREAD_VIEWER: folder });
});
afterAll(async () => {
  await test.close();
  rmSync(folder, { recursive: true, force: true });
});

const directive = (answer: Response, name: string): string =>
  (answer.headers.get('content-security-policy') ?? '').split(';').find((part) => part.startsWith(name)) ??
  '';

describe('the full viewer', () => {
  it('says how to install it where it is not', async () => {
    const answer = await test.request(VIEWER, 'radiologist');
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain('npm run full-viewer');
  });

  describe('installed', () => {
    beforeAll(() => writeFileSync(join(folder, 'index.html'), '<title>Full viewer</title>'));

    it('is shown to whoever is signed in, and others are asked to sign in and come back', async () => {
      const shown = await test.request(VIEWER, 'radiologist');
      expect([shown.status, await shown.text()]).toEqual([200, '<title>Full viewer</title>']);
      expect(shown.headers.get('cache-control')).toBe('no-store');
      const asked = await test.request(VIEWER, 'none');
      expect(asked.status).toBe(302);
      expect(asked.headers.get('location')).toBe(`/login?next=${encodeURIComponent(VIEWER)}`);
    });

    it('may evaluate strings, and reaches DICOMweb and its own files only', async () => {
      const answer = await test.request(VIEWER, 'radiologist');
      const host = new URL(test.url).host;
      expect(directive(answer, 'script-src')).toBe("script-src 'self' 'unsafe-eval' 'wasm-unsafe-eval'");
      expect(directive(answer, 'connect-src')).toBe(
        `connect-src ${host}/dicomweb/ ${host}/ohif/ data: blob:`,
      );
      expect(directive(answer, 'frame-ancestors')).toBe("frame-ancestors 'none'");
      const api = await test.request('/api/v1/worklist', 'radiologist');
      expect(api.headers.get('content-security-policy')).toContain("default-src 'none'");
    });

    it('sends its files packed and lets browsers keep them', async () => {
      const answer = await test.request(`/ohif/${bundle}`, 'none');
      expect(await answer.text()).toBe('packed');
      expect(answer.headers.get('cache-control')).toContain('immutable');
      expect(answer.headers.get('content-type')).toContain('javascript');
    });

    it('does not send its page for a file that is not there, nor a file from elsewhere', async () => {
      expect((await test.request('/ohif/missing.js', 'radiologist')).status).toBe(404);
      const outside = await test.request('/ohif/..%2f..%2fpackage.json', 'radiologist');
      expect(outside.status).toBeGreaterThanOrEqual(400);
    });
  });
});
