/** Objects in every transfer syntax that the samples have: as stored where the receiver takes that, else decoded. */
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  AE_TITLE,
  datasetsIn,
  digests,
  startDimse,
  startReceiver,
  tool,
  writeFiles,
  type TestDimse,
} from '../../../test/dimse.js';
import { describeReal, realFile, realFiles } from '../../../test/real-studies.js';
import { InstanceSelection, type StoredInstance } from '../../archive/index.js';
import { canDecode, decodeFrame, getString, parsePart10, type ParsedInstance } from '../../dicom/index.js';
import { DimseClient, type StoreResult } from '../index.js';

interface Sample {
  bytes: Uint8Array;
  parsed: ParsedInstance;
  uid: string;
}

const UNCOMPRESSED = new Set(['1.2.840.10008.1.2', '1.2.840.10008.1.2.1']);

/** One file of each SOP Instance UID that dcmsend can send. */
function samples(): Sample[] {
  const byUid = new Map<string, Sample>();
  for (const path of realFiles('syntaxes').filter((one) => !/htj2k|deflated/.test(one))) {
    const bytes = realFile(path);
    if (bytes.length > 4_000_000) continue;
    try {
      const parsed = parsePart10(bytes);
      const uid = getString(parsed.dataset, 'SOPInstanceUID') ?? '';
      const whole = getString(parsed.fileMeta, 'MediaStorageSOPInstanceUID') === uid;
      if (whole && !byUid.has(uid)) byUid.set(uid, { bytes, parsed, uid });
    } catch {
      continue;
    }
  }
  return [...byUid.values()].slice(0, 40);
}

describeReal('objects in many transfer syntaxes', () => {
  const wanted = samples();
  let dimse: TestDimse;
  let stored: StoredInstance[];

  beforeAll(async () => {
    dimse = await startDimse({ DIMSE_UNKNOWN_PEERS: 'store' });
    await dcmsend(AE_TITLE, dimse.port);
    stored = await dimse.app.get(InstanceSelection).under({ sopInstanceUids: wanted.map(({ uid }) => uid) });
  });
  afterAll(() => dimse.close());

  async function dcmsend(aeTitle: string, port: number): Promise<void> {
    const paths = writeFiles(
      dimse.folder,
      wanted.map(({ bytes }) => bytes),
    );
    await tool('dcmsend', ['-dn', '--no-halt', '-aec', aeTitle, '127.0.0.1', String(port), ...paths]);
  }

  async function sendOn(options: string[]): Promise<{ folder: string; results: StoreResult[] }> {
    const folder = mkdtempSync(join(dimse.folder, 'received-'));
    const receiver = await startReceiver('SINK', folder, options);
    const peer = { aeTitle: 'SINK', host: '127.0.0.1', port: receiver.port, tls: false };
    const results: StoreResult[] = [];
    for await (const result of dimse.app.get(DimseClient, { strict: false }).store(peer, stored))
      results.push(result);
    await receiver.stop();
    return { folder, results };
  }

  it('arrive byte for byte at a receiver that takes them all', async () => {
    expect(stored.length).toBeGreaterThan(10);
    expect(new Set(stored.map((one) => one.transferSyntaxUid)).size).toBeGreaterThan(4);
    const wire = mkdtempSync(join(dimse.folder, 'wire-'));
    const receiver = await startReceiver('WIRE', wire);
    await dcmsend('WIRE', receiver.port);
    await receiver.stop();
    const { folder, results } = await sendOn(['+xa']);
    expect(results.filter(({ outcome }) => outcome !== 'stored')).toEqual([]);
    const sent = new Set(digests(datasetsIn(wire)));
    const arrived = digests(datasetsIn(folder));
    expect(arrived).toHaveLength(stored.length);
    expect(arrived.filter((digest) => !sent.has(digest))).toEqual([]);
  });

  it('arrive decoded, with the same pixels, at one that takes nothing compressed', async () => {
    const { folder, results } = await sendOn(['+xi']);
    const arrived = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
    let compared = 0;
    for (const bytes of arrived) {
      const parsed = parsePart10(bytes);
      expect(UNCOMPRESSED).toContain(parsed.transferSyntaxUid);
      const original = wanted.find(({ uid }) => uid === getString(parsed.dataset, 'SOPInstanceUID'));
      if (!original?.parsed.pixelData || !canDecode(original.parsed.transferSyntaxUid)) continue;
      const expected = await decodeFrame(original.bytes, original.parsed, 0);
      const frame = await decodeFrame(bytes, parsed, 0);
      expect(Buffer.from(frame.pixels.buffer).equals(Buffer.from(expected.pixels.buffer))).toBe(true);
      compared += 1;
    }
    expect(compared).toBeGreaterThan(10);
    expect(results).toHaveLength(stored.length);
    for (const { outcome, detail } of results) expect(outcome === 'stored' || detail).toBeTruthy();
    expect(arrived).toHaveLength(results.filter(({ outcome }) => outcome === 'stored').length);
  });
});
