import type { DicomManifest, Study } from '@firstread/contract';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chestDxPhantom, STORAGE_SOP_CLASS } from '../src/dicom/index.js';
import type { Attributes } from '../src/dicom/encode/dataset.js';
import { RunStore } from '../src/inference/index.js';
import { IngestModule, IngestService } from '../src/ingest/index.js';
import { StudyService, WorklistService } from '../src/worklist/index.js';
import type { TestContext } from './context.js';
import { boxNode, code, codeNode, imageNode, node, numberNode, productObject } from './product-report.js';
import { until } from './until.js';
import { startWorker } from './worker.js';

const MODEL = 'nodule-finder';
const NODULE = code('SCT', '27925004', 'Nodule');
const FINDING = code('DCM', '121071', 'Finding');
const provenance = { door: 'dimse', source: 'ACME', actor: 'peer:ACME', role: 'device' } as const;

const manifest = (presentationClass: DicomManifest['presentationClass']): object => ({
  schemaVersion: 1,
  door: 'dicom',
  id: MODEL,
  version: '3.1.0',
  name: 'Nodule finder',
  manufacturer: 'Acme Imaging',
  description: 'A product beside the platform',
  intendedUse: 'Finds nodules on chest radiographs',
  limitations: [],
  license: 'Proprietary',
  regulatory: { class: 'detection', status: 'investigational' },
  presentationClass,
  eligibility: { modalities: ['DX'] },
  performance: [],
  product: {
    sha256: 'a'.repeat(64),
    manufacturer: 'Acme Imaging',
    modelName: 'Nodule Finder',
    objectiveP95Ms: 60_000,
  },
  findings: [
    {
      concept: { scheme: 'SCT', value: '27925004', meaning: 'Nodule' },
      label: 'Nodule suspected',
      critical: true,
      operatingPoint: 0.5,
    },
  ],
});

let context: TestContext;
let models: string;

beforeAll(async () => {
  models = mkdtempSync(join(tmpdir(), 'firstread-models-'));
  const folder = join(models, MODEL, '3.1.0');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest('overlayConcurrent')));
  context = await startWorker({ FIRSTREAD_MODELS: models }, undefined, [IngestModule]);
});
afterAll(async () => {
  await context.close();
  rmSync(models, { recursive: true, force: true });
});

const receive = (bytes: Uint8Array) =>
  context.app.get(IngestService, { strict: false }).receive(Buffer.from(bytes), provenance);
const study = (uid: string): Promise<Study> => context.app.get(StudyService, { strict: false }).study(uid);
const resultOf = async (uid: string) => (await study(uid)).aiResults.find((one) => one.modelId === MODEL);
const row = (uid: string) => context.app.get(WorklistService, { strict: false }).item(uid);

/** A chest radiograph that waits for the product. */
async function film(name: string): Promise<{ uid: string; image: string; patientId: string }> {
  const made = chestDxPhantom({ seed: name, name, acquired: { date: '20260105', time: '081500' } });
  expect((await receive(made.bytes)).status).toBe('stored');
  const uid = made.StudyInstanceUID;
  await until(async () => (await resultOf(uid))?.state === 'pending');
  return { uid, image: made.SOPInstanceUID, patientId: `PHANTOM-${name}` };
}

function report(title: Attributes, content: Attributes[]): Attributes {
  return { ...node('CONTAINER', title, {}, content), RelationshipType: undefined };
}

const measurements = (group: Attributes[]): Attributes =>
  report(code('DCM', '126000', 'Imaging Measurement Report'), [
    node('CONTAINER', code('DCM', '126010', 'Imaging Measurements'), {}, [
      node('CONTAINER', code('DCM', '125007', 'Measurement Group'), {}, group),
    ]),
  ]);

describe('a product that sends objects back', () => {
  it('has a report by TID 1500 read into findings that raise the study, which stays as it was', async () => {
    const { uid, image, patientId } = await film('TID1500');
    const before = await study(uid);
    const { bytes, sopInstanceUid } = productObject({
      study: uid,
      patientId,
      sopClass: STORAGE_SOP_CLASS.Comprehensive3DSRStorage,
      content: measurements([
        codeNode(FINDING, NODULE),
        numberNode(code('DCM', '111012', 'Certainty of Finding'), 87, '%'),
        numberNode(code('SCT', '103339001', 'Long Axis'), 11.5, 'mm'),
        boxNode(image, [100, 120, 160, 190]),
      ]),
    });
    expect((await receive(bytes)).status).toBe('stored');
    await until(async () => (await resultOf(uid))?.state === 'flagged');
    const result = await resultOf(uid);
    expect(result?.findings).toEqual([
      expect.objectContaining({
        label: 'Nodule suspected',
        flagged: true,
        score: 0.87,
        quantity: { value: 11.5, unit: 'mm' },
        keyImage: image,
        boxes: [{ sopInstanceUid: image, left: 100, top: 120, right: 160, bottom: 190, score: 0.87 }],
      }),
    ]);
    expect(result?.objects).toEqual([expect.objectContaining({ kind: 'SR', sopInstanceUid })]);
    await until(async () => (await row(uid))?.band === 1);
    const after = await study(uid);
    expect(after).toMatchObject({ state: 'complete', revision: before.revision });
  });

  it('has a CAD report by TID 4100 read, but for what is not for presentation', async () => {
    const { uid, image, patientId } = await film('TID4100');
    const intent = (value: string) =>
      codeNode(code('DCM', '111056', 'Rendering Intent'), code('DCM', value, 'Presentation'));
    const found = (score: number, rendering: string): Attributes =>
      codeNode(code('DCM', '111059', 'Single Image Finding'), NODULE, [
        intent(rendering),
        numberNode(code('DCM', '111012', 'Certainty of Finding'), score, '%'),
        imageNode(image),
      ]);
    const { bytes } = productObject({
      study: uid,
      patientId,
      sopClass: STORAGE_SOP_CLASS.ChestCADSRStorage,
      content: report(code('DCM', '112000', 'Chest CAD Report'), [
        codeNode(
          code('DCM', '111017', 'CAD Processing and Findings Summary'),
          code('DCM', '111241', 'All algorithms succeeded; with findings'),
          [found(99, '111152'), found(42, '111150')],
        ),
      ]),
    });
    await receive(bytes);
    await until(async () => (await resultOf(uid))?.state === 'notFlagged');
    expect((await resultOf(uid))?.findings).toEqual([
      expect.objectContaining({ flagged: false, score: 0.42, keyImage: image }),
    ]);
  });

  it('is said to have a result that only a person can read, until one comes that can be read', async () => {
    const { uid, patientId } = await film('TEXT');
    const text = productObject({
      study: uid,
      patientId,
      sopClass: STORAGE_SOP_CLASS.BasicTextSRStorage,
      content: report(code('DCM', '11528-7', 'Radiology Report'), [
        node('TEXT', FINDING, { TextValue: 'There may be a nodule.' }),
      ]),
    });
    await receive(text.bytes);
    await until(async () => (await resultOf(uid))?.state === 'unreadable');
    expect(await resultOf(uid)).toMatchObject({
      reason: expect.stringMatching(/only a person can read/) as string,
      objects: [expect.objectContaining({ kind: 'SR' })],
    });
    const readable = productObject({
      study: uid,
      patientId,
      sopClass: STORAGE_SOP_CLASS.Comprehensive3DSRStorage,
      content: measurements([codeNode(FINDING, NODULE)]),
    });
    await receive(readable.bytes);
    await until(async () => (await resultOf(uid))?.state === 'flagged');
    expect((await resultOf(uid))?.objects).toHaveLength(2);
  });

  it('is quarantined where the patient or the study is another', async () => {
    const { uid } = await film('MISMATCH');
    const content = measurements([codeNode(FINDING, NODULE)]);
    const sopClass = STORAGE_SOP_CLASS.Comprehensive3DSRStorage;
    const other = productObject({ study: uid, patientId: 'SOMEBODY-ELSE', sopClass, content });
    expect(await receive(other.bytes)).toMatchObject({ status: 'refused', code: 'PATIENT_MISMATCH' });
    const nowhere = productObject({ study: '1.2.3.4', patientId: 'X', sopClass, content });
    expect(await receive(nowhere.bytes)).toMatchObject({ status: 'refused', code: 'UNKNOWN_STUDY' });
    expect((await resultOf(uid))?.state).toBe('pending');
    const kept = await context.dataSource.query<unknown[]>('select from quarantine where code = any($1)', [
      ['PATIENT_MISMATCH', 'UNKNOWN_STUDY'],
    ]);
    expect(kept).toHaveLength(2);
  });

  it('that is no product of the catalogue is an object like any other', async () => {
    const { uid, patientId } = await film('UNKNOWN');
    const { bytes } = productObject({
      study: uid,
      patientId,
      sopClass: STORAGE_SOP_CLASS.Comprehensive3DSRStorage,
      modelName: 'Something else',
      content: measurements([codeNode(FINDING, NODULE)]),
    });
    await receive(bytes);
    await until(async () => (await study(uid)).revision > 1);
    expect((await resultOf(uid))?.findings).toEqual([]);
  });

  it('that sends nothing has failed after a while, and what comes later is still taken', async () => {
    const { uid, patientId } = await film('SILENT');
    const runs = context.app.get(RunStore, { strict: false });
    await until(async () => (await runs.endSilence(1), (await resultOf(uid))?.state === 'failed'));
    expect((await resultOf(uid))?.reason).toMatch(/sent nothing within/);
    const late = productObject({
      study: uid,
      patientId,
      sopClass: STORAGE_SOP_CLASS.Comprehensive3DSRStorage,
      content: measurements([codeNode(FINDING, NODULE)]),
    });
    await receive(late.bytes);
    await until(async () => (await resultOf(uid))?.state === 'flagged');
  });

  it('of a triage class shows words and no object', async () => {
    await context.dataSource.query(
      `update model_version set manifest = jsonb_set(manifest, '{presentationClass}', '"notifyOnly"')`,
    );
    const { uid, image, patientId } = await film('TRIAGE');
    const { bytes, sopInstanceUid } = productObject({
      study: uid,
      patientId,
      sopClass: STORAGE_SOP_CLASS.Comprehensive3DSRStorage,
      content: measurements([codeNode(FINDING, NODULE), boxNode(image, [1, 2, 3, 4])]),
    });
    await receive(bytes);
    await until(async () => (await resultOf(uid))?.state === 'flagged');
    expect(await resultOf(uid)).toMatchObject({
      objects: [],
      withheld: 'marks',
      findings: [expect.objectContaining({ score: null, keyImage: null, boxes: [] })],
    });
    const [stored] = await context.dataSource.query<{ rejected: boolean }[]>(
      'select rejected from instance where sop_instance_uid = $1',
      [sopInstanceUid],
    );
    expect(stored).toEqual({ rejected: true });
  });
});
