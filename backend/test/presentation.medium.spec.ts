import {
  presentationClassSchema,
  type AiResult,
  type PresentationClass,
  type Study,
  type TensorManifest,
  type WorklistChanged,
  type WorklistItem,
  type WorklistPage,
} from '@firstread/contract';
import { io, type Socket } from 'socket.io-client';
import { ArchiveService, InstanceArchive } from '../src/archive/index.js';
import { headCtPhantom, parsePart10 } from '../src/dicom/index.js';
import { MaskStore, ModelRegistry, RunStore } from '../src/inference/index.js';
import { EncodingService } from '../src/results/encoding.service.js';
import { EncodableRuns } from '../src/results/encodable-runs.js';
import { Withholding } from '../src/results/withholding.js';
import { Config } from '../src/platform/index.js';
import { Prioritiser } from '../src/worklist/prioritiser.js';
import { startDimse, tool, type TestDimse } from './dimse.js';
import { startTestApp, type TestApp } from './test-app.js';
import { until } from './until.js';

const MODEL = 'head-ct-hyperdensity';
const CONCEPT = { scheme: 'SCT', value: '52988006', meaning: 'Lesion' };
const LABEL = 'Intracranial hyperdensity suspected';

/** What readers may have of each class, before and after the first reading. */
const EXPECTED: Record<PresentationClass, { before: Shown; after: Shown }> = {
  hidden: { before: 'nothing', after: 'nothing' },
  notifyOnly: { before: 'words', after: 'words' },
  notifyWithUnmarkedPreview: { before: 'preview', after: 'preview' },
  overlayAfterFirstRead: { before: 'words', after: 'everything' },
  overlayConcurrent: { before: 'everything', after: 'everything' },
  reportPrefill: { before: 'everything', after: 'everything' },
};
type Shown = 'nothing' | 'words' | 'preview' | 'everything';

/** Of the finding, as JSON writes it. */
const SCORE = '0.93';

let test: TestApp;
let dimse: TestDimse;
let socket: Socket;
let encoding: EncodingService;
/** The last row of each study that the socket brought. */
const pushed = new Map<string, WorklistItem>();

beforeAll(async () => {
  test = await startTestApp();
  const { app, dataSource } = test;
  const get = <T>(token: new (...args: never[]) => T): T => app.get(token, { strict: false });
  const { DATABASE_URL, FIRSTREAD_DATA } = app.get(Config).env;
  dimse = await startDimse({ DATABASE_URL, FIRSTREAD_DATA });
  await dimse.addPeer({ aeTitle: 'READER' });
  socket = io(test.url, {
    transports: ['websocket'],
    forceNew: true,
    extraHeaders: { authorization: `Bearer ${test.tokens.radiologist}` },
  });
  socket.on('worklist.changed', ({ changes }: WorklistChanged) => {
    for (const { studyInstanceUid, item } of changes) if (item) pushed.set(studyInstanceUid, item);
  });
  expect(await socket.emitWithAck('worklist.follow')).toEqual({ ok: true });
  encoding = new EncodingService(
    dataSource,
    get(InstanceArchive),
    get(RunStore),
    get(MaskStore),
    get(ModelRegistry),
    get(Withholding),
    new EncodableRuns(dataSource, get(ArchiveService), get(RunStore), get(MaskStore), get(Config)),
  );
});
afterAll(async () => {
  socket.disconnect();
  await dimse.close();
  await test.close();
});

interface MadeResult {
  uid: string;
  /** SOP Instance UIDs by kind. */
  objects: Map<string, { series: string; sop: string }>;
}

/** A study that a model of the class flagged, with a segment of one slice, and its objects written. */
async function flaggedBy(
  presentation: PresentationClass,
  name = presentation.toUpperCase(),
): Promise<MadeResult> {
  const { app, dataSource } = test;
  await dataSource.query(
    `update model_version set manifest = jsonb_set(manifest, '{presentationClass}', to_jsonb($2::text)) where model_id = $1`,
    [MODEL, presentation],
  );
  const acquired = { date: '20260105', time: '081500' };
  const slices = [...headCtPhantom({ seed: name, name, acquired, slices: 10 })];
  const origin = { door: 'stow', source: 'spec', actor: 'system:spec', role: 'device' } as const;
  for (const { bytes } of slices) await app.get(InstanceArchive).store(bytes, parsePart10(bytes), origin);
  const uid = slices[0]?.StudyInstanceUID ?? '';
  const [study] = await dataSource
    .query<{ id: string }[]>(
      `update study set state = 'complete', completed_at = now() where study_instance_uid = $1 returning id`,
      [uid],
    )
    .then((answer) => answer[0] as unknown as { id: string }[]);
  const studyId = study?.id ?? '';
  const runs = app.get(RunStore, { strict: false });
  await dataSource.transaction((manager) =>
    runs.plan(manager, { studyId, studyUid: uid, revision: 1 }, [
      {
        modelId: MODEL,
        modelVersion: '1.0.0',
        modelSha256: '0'.repeat(64),
        effect: 'shown',
        site: null,
        scanner: null,
        input: { eligible: true, seriesUid: slices[0]?.SeriesInstanceUID ?? '' },
      },
    ]),
  );
  const [planned] = await runs.runsOfStudies([studyId]);
  const run = planned && (await runs.begin(planned.id));
  if (!run) throw new Error('The run was not planned');
  const model = await app.get(ModelRegistry, { strict: false }).find(MODEL, '1.0.0');
  await saveMask(
    run.id,
    slices.map((slice) => slice.SOPInstanceUID),
    model?.manifest,
  );
  const keyImage = slices[5]?.SOPInstanceUID ?? null;
  const quantity = { value: 3.5, unit: 'mL' };
  const finding = {
    concept: CONCEPT,
    label: LABEL,
    critical: true,
    flagged: true,
    score: 0.93,
    operatingPoint: 0.3,
  };
  await runs.finish(run, {
    state: 'flagged',
    findings: [{ ...finding, quantity, keyImage, boxes: [] }],
    timings: {},
  });
  await encoding.encode(run.id);
  await dataSource.transaction((manager) => app.get(Prioritiser, { strict: false }).admit(manager, studyId));
  const rows = await dataSource.query<{ kind: string; series: string; sop: string }[]>(
    `select kind, series_instance_uid as series, sop_instance_uid as sop from result_object where run_id = $1`,
    [run.id],
  );
  return { uid, objects: new Map(rows.map((row) => [row.kind, row])) };
}

async function saveMask(
  runId: string,
  images: string[],
  manifest: TensorManifest | undefined,
): Promise<void> {
  const output = manifest?.outputs.find((one) => one.kind === 'segmentation');
  if (output?.kind !== 'segmentation') throw new Error('The model segments nothing');
  const masks = images.map((_, at) => ({
    rows: 512,
    columns: 512,
    values: Uint8Array.from({ length: 512 * 512 }, (_one, pixel) => (at === 5 && pixel % 512 < 9 ? 1 : 0)),
  }));
  await test.app.get(MaskStore, { strict: false }).save(runId, images, [{ output, masks }]);
}

async function json<T>(path: string): Promise<T> {
  const response = await test.request(path, 'radiologist', { headers: { accept: 'application/json' } });
  if (response.status !== 200) throw new Error(`${path} gave ${response.status}`);
  return (await response.json()) as T;
}

const aiOf = async (uid: string): Promise<AiResult | undefined> =>
  (await json<Study>(`/api/v1/studies/${uid}`)).aiResults.find((result) => result.modelId === MODEL);

/** What each surface gives to a radiologist, in one word. */
async function shownBy({ uid, objects }: MadeResult): Promise<Record<string, Shown | 'absent' | 'there'>> {
  const ai = await aiOf(uid);
  const [finding] = ai?.findings ?? [];
  const row = (await json<WorklistPage>('/api/v1/worklist')).items.find(
    (item) => item.studyInstanceUid === uid,
  );
  const series = await json<Record<string, { Value?: string[] }>[]>(`/dicomweb/studies/${uid}/series`);
  const metadata = await json<Record<string, { Value?: string[] }>[]>(`/dicomweb/studies/${uid}/metadata`);
  const seg = objects.get('SEG');
  const has = (list: typeof series, value: string) =>
    list.some((one) => one['00080060']?.Value?.[0] === value);
  return {
    study: !ai
      ? 'nothing'
      : finding?.score !== null
        ? 'everything'
        : finding.keyImage !== null
          ? 'preview'
          : 'words',
    worklist: row?.ai.some((one) => one.modelId === MODEL) ? 'there' : 'absent',
    reasons: row?.reasons.some((reason) => reason.kind === 'ai') ? 'there' : 'absent',
    objects: ai?.objects.some((object) => object.kind === 'SEG') ? 'there' : 'absent',
    qidoSeg: has(series, 'SEG') ? 'there' : 'absent',
    qidoSr: has(series, 'SR') ? 'there' : 'absent',
    metadataSeg: has(metadata, 'SEG') ? 'there' : 'absent',
    wadoSeg: seg && (await status(`${instancePath(uid, seg)}`)) === 200 ? 'there' : 'absent',
    dimseSeg: seg && (await isFound(uid, seg)) ? 'there' : 'absent',
    socket: (await pushedRow(uid, row?.version)).ai.some((one) => one.modelId === MODEL) ? 'there' : 'absent',
    scores: [ai, row, pushed.get(uid)].some((one) => JSON.stringify(one ?? null).includes(SCORE))
      ? 'there'
      : 'absent',
  };
}

function instancePath(uid: string, { series, sop }: { series: string; sop: string }): string {
  return `/dicomweb/studies/${uid}/series/${series}/instances/${sop}`;
}

/** By C-FIND, as a workstation asks. */
async function isFound(uid: string, { series, sop }: { series: string; sop: string }): Promise<boolean> {
  const keys = [
    'QueryRetrieveLevel=IMAGE',
    `StudyInstanceUID=${uid}`,
    `SeriesInstanceUID=${series}`,
    'SOPInstanceUID=',
  ].flatMap((key) => ['-k', key]);
  const options = [
    '-S',
    '-v',
    '-aet',
    'READER',
    '-aec',
    'FIRSTREAD',
    ...keys,
    '127.0.0.1',
    String(dimse.port),
  ];
  const { code, output } = await tool('findscu', options);
  expect(code).toBe(0);
  return output.includes(sop);
}

/** The row as the socket brought it, once it has brought this version. */
async function pushedRow(uid: string, version: number | undefined): Promise<WorklistItem> {
  await until(() => (pushed.get(uid)?.version ?? 0) >= (version ?? 0));
  return pushed.get(uid) as WorklistItem;
}

async function status(path: string): Promise<number> {
  const response = await test.request(path, 'radiologist', {
    headers: { accept: 'multipart/related; type="application/dicom"; transfer-syntax=*' },
  });
  await response.arrayBuffer();
  return response.status;
}

function expected(shown: Shown): Record<string, Shown | 'absent' | 'there'> {
  const words = shown === 'nothing' ? 'absent' : 'there';
  const marks = shown === 'everything' ? 'there' : 'absent';
  return {
    study: shown,
    worklist: words,
    reasons: words,
    objects: marks,
    qidoSeg: marks,
    qidoSr: words,
    metadataSeg: marks,
    wadoSeg: marks,
    dimseSeg: marks,
    socket: words,
    scores: marks,
  };
}

async function markRead(uid: string): Promise<void> {
  const row = (await json<WorklistPage>('/api/v1/worklist')).items.find(
    (item) => item.studyInstanceUid === uid,
  );
  for (const [reading, version] of [
    ['read', row?.version],
    ['unread', (row?.version ?? 0) + 1],
  ] as const) {
    const response = await test.request(`/api/v1/worklist/${uid}/reading`, 'radiologist', {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ reading, expectedVersion: version }),
    });
    if (response.status !== 200) throw new Error(await response.text());
  }
}

describe.each(presentationClassSchema.options)('%s', (presentation) => {
  it('shows on every surface what the class says, before and after the first reading', async () => {
    const made = await flaggedBy(presentation);
    const { before, after } = EXPECTED[presentation];
    // An SR that has marks waits with them; one that has only words does not.
    const waits = presentation === 'overlayAfterFirstRead';
    expect(await shownBy(made)).toEqual({ ...expected(before), ...(waits ? { qidoSr: 'absent' } : {}) });
    await markRead(made.uid);
    expect(await shownBy(made)).toEqual(expected(after));
  });
});

it('refuses what is withheld with a sentence, and writes down who asked', async () => {
  const made = await flaggedBy('overlayAfterFirstRead', 'REFUSED');
  const seg = made.objects.get('SEG') ?? { series: '', sop: '' };
  const path = instancePath(made.uid, seg);
  for (const suffix of ['', '/metadata', '/rendered', '/frames/1', '/thumbnail']) {
    const response = await test.request(`${path}${suffix}`, 'radiologist');
    expect(await response.json()).toMatchObject({ status: 403, code: 'RESULT_WITHHELD' });
  }
  const lines = await test.dataSource.query<{ role: string }[]>(
    `select role from audit_event where outcome = 'denied' and study_uid = $1 and detail like '%AI result%'`,
    [made.uid],
  );
  expect(lines).toEqual(Array.from({ length: 5 }, () => ({ role: 'radiologist' })));
});
