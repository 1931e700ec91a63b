import { randomUUID } from 'node:crypto';
import type { Patient, Report, ReportSection, SignReport, WorklistItem } from '@firstread/contract';
import { startContext, type TestContext } from './context.js';
import { smallImage } from './dicom.js';
import { listStudy } from './listed.js';
import { insertReader } from './readers.js';
import { refused } from './refused.js';
import { ArchiveService, InstanceArchive } from '../src/archive/index.js';
import { dciodvfy } from '../src/dicom/encode/test/judges.js';
import { getString, parsePart10 } from '../src/dicom/index.js';
import type { Principal } from '../src/identity/index.js';
import { ClaimsService } from '../src/worklist/claims.service.js';
import { Prioritiser } from '../src/worklist/prioritiser.js';
import { WorklistService } from '../src/worklist/index.js';
import { ReportDocuments } from '../src/reporting/document/report-documents.js';
import { ReportPapers } from '../src/reporting/document/report-papers.js';
import { DraftsService } from '../src/reporting/drafts.service.js';
import { GradesService } from '../src/reporting/grades.service.js';
import { ReportingModule } from '../src/reporting/reporting.module.js';
import { ReportViews } from '../src/reporting/report-views.js';
import { Signatures } from '../src/reporting/signatures.service.js';
import { StudyReports } from '../src/reporting/study-reports.js';

const head: Principal = {
  kind: 'person',
  id: randomUUID(),
  displayName: 'Head',
  email: null,
  role: 'departmentHead',
};

let context: TestContext;
let drafts: DraftsService;
let signatures: Signatures;
let worklist: WorklistService;
let attending: Principal;
let resident: Principal;

beforeAll(async () => {
  context = await startContext(() => [ReportingModule]);
  const { app, dataSource } = context;
  [drafts, signatures] = [app.get(DraftsService), app.get(Signatures)];
  worklist = app.get(WorklistService, { strict: false });
  attending = await insertReader(dataSource, 'Attending');
  resident = await insertReader(dataSource, 'Resident');
  await app.get(GradesService).set(resident.id, 'resident', head);
});
afterAll(() => context.close());
beforeEach(() => context.dataSource.query('delete from study'));

const says = (findings: string): ReportSection[] => [
  { id: 'findings', text: findings },
  { id: 'impression', text: '' },
];
const patient: Patient = { name: 'PHANTOM, ROW', id: 'PHANTOM-ROW', birthDate: null, sex: null };

async function begin(uid: string, by: Principal, text = 'Normal.', window = randomUUID()): Promise<Report> {
  const request = { templateId: null, sections: says(text), insertions: [], window, sequence: 1 };
  return drafts.start(uid, request, by);
}

async function save(
  uid: string,
  by: Principal,
  text: string,
  [expectedVersion, window, sequence]: [number, string, number],
): Promise<number> {
  const request = { expectedVersion, window, sequence, sections: says(text), insertions: [] };
  return (await drafts.save(uid, request, by)).version;
}

async function sign(uid: string, by: Principal, change: Partial<SignReport> = {}): Promise<Report> {
  const report = (await context.app.get(StudyReports).of(uid, by)).report;
  return signatures.sign(
    uid,
    {
      stage: 'final',
      expectedVersion: report?.draft?.version ?? 0,
      studyInstanceUid: uid,
      patient,
      acknowledged: [],
      ...change,
    },
    by,
  );
}

async function eventsOf(uid: string): Promise<string[]> {
  const rows = await context.dataSource.query<{ name: string; stage: string | null }[]>(
    `select name, payload ->> 'stage' as stage from event where study_uid = $1
        and name in ('ReportStarted', 'ReportSigned', 'ReadingMarked', 'ClaimEnded') order by id`,
    [uid],
  );
  return rows.map(({ name, stage }) => (stage === null ? name : `${name} ${stage}`));
}

const textOf = (report: Report | null): string | undefined => report?.draft?.sections[0]?.text;
const reportOf = async (uid: string, by: Principal): Promise<Report | null> =>
  (await context.app.get(StudyReports).of(uid, by)).report;

describe('a draft', () => {
  it('is kept as it is written, and of two windows neither writes over the other', async () => {
    const { uid } = await listStudy(context);
    const [one, other] = [randomUUID(), randomUUID()];
    const { draft } = await begin(uid, attending, 'N', one);
    const version = await save(uid, attending, 'Nor', [draft?.version ?? 0, one, 2]);
    expect(await refused(save(uid, attending, 'Other', [1, other, 1]))).toBe('REPORT_CHANGED');
    const seen = await save(uid, attending, 'Normal, other', [version, other, 1]);
    expect(await refused(save(uid, attending, 'Normal', [version, one, 3]))).toBe('REPORT_CHANGED');
    expect(textOf(await reportOf(uid, attending))).toBe('Normal, other');
    expect(await save(uid, attending, 'Late', [version, other, 1])).toBe(seen);
    expect(textOf(await reportOf(uid, attending))).toBe('Normal, other');
  });

  it('has the last letters of the window that began it, which had no answer yet', async () => {
    const { uid } = await listStudy(context);
    const window = randomUUID();
    const start = (text: string, sequence: number): Promise<Report> =>
      drafts.start(
        uid,
        { templateId: null, sections: says(text), insertions: [], window, sequence },
        attending,
      );
    await start('N', 1);
    expect(textOf(await start('Nor', 3))).toBe('Nor');
    expect(textOf(await start('No', 2))).toBe('Nor');
    expect((await begin(uid, attending, 'Other')).draft?.window).toBe(window);
    expect(textOf(await reportOf(uid, attending))).toBe('Nor');
  });

  it('is one for each study, whoever begins it first, and of its author until it is taken over', async () => {
    const { uid } = await listStudy(context);
    const begun = await Promise.all([begin(uid, attending, 'One'), begin(uid, resident, 'Other')]);
    expect(new Set(begun.map(({ id }) => id)).size).toBe(1);
    const [author, second] =
      begun[0]?.author.id === attending.id ? [attending, resident] : [resident, attending];
    const version = begun[0]?.draft?.version ?? 0;
    expect(await refused(save(uid, second, 'Mine', [version, randomUUID(), 1]))).toBe('REPORT_OF_OTHER');
    if (author.id === attending.id)
      expect(await refused(drafts.takeOver(uid, resident))).toBe('REPORT_NEEDS_ATTENDING');
    const taken = await drafts.takeOver(uid, attending);
    expect(taken.author.id).toBe(attending.id);
    expect(textOf(taken)).toBe(author.id === attending.id ? 'One' : 'Other');
    expect((await eventsOf(uid)).filter((name) => name === 'ReportStarted')).toHaveLength(1);
  });

  it('takes no measurement that no AI result offers', async () => {
    const { uid } = await listStudy(context);
    await begin(uid, attending);
    const made = {
      runId: randomUUID(),
      label: 'Volume',
      value: 1,
      unit: 'mL',
      modelId: 'm',
      modelName: 'M',
      modelVersion: '1.0.0',
      text: 'Volume: 1 mL (AI: M 1.0.0)',
    };
    const request = { expectedVersion: 1, window: randomUUID(), sequence: 1, sections: says('x') };
    expect(await refused(drafts.save(uid, { ...request, insertions: [made] }, attending))).toBe(
      'INSERTION_UNKNOWN',
    );
  });
});

describe('a final signature', () => {
  it('reads the study in the same step, ends the claim, and is not taken back', async () => {
    const { uid } = await listStudy(context);
    await context.app.get(ClaimsService, { strict: false }).ask(uid, {}, attending);
    await begin(uid, attending);
    const signed = await sign(uid, attending);
    expect(signed).toMatchObject({
      stage: 'final',
      draft: null,
      versions: [{ stage: 'final' }],
      mayAdd: true,
    });
    const item = await worklist.requireItem(uid);
    expect(item).toMatchObject({ reading: 'read', claim: null });
    expect(await eventsOf(uid)).toEqual([
      'ReportStarted',
      'ClaimEnded',
      'ReadingMarked',
      'ReportSigned final',
    ]);
    const back = { reading: 'unread', expectedVersion: item.version } as const;
    expect(await refused(worklist.markReading(uid, back, attending))).toBe('READING_SIGNED');
    const again = await sign(uid, attending, { expectedVersion: 1 });
    expect(again.versions).toHaveLength(1);
  });

  it('is refused whole where another reader has the study', async () => {
    const { uid } = await listStudy(context);
    await begin(uid, attending);
    await context.app.get(ClaimsService, { strict: false }).ask(uid, {}, resident);
    expect(await refused(sign(uid, attending))).toBe('STUDY_CLAIMED');
    expect(await reportOf(uid, attending)).toMatchObject({ stage: 'draft', versions: [] });
  });

  it('is refused where text, study or patient are not those before the signer', async () => {
    const { uid } = await listStudy(context);
    const other = await listStudy(context);
    await begin(uid, attending);
    expect(await refused(sign(uid, attending, { expectedVersion: 7 }))).toBe('REPORT_CHANGED');
    expect(await refused(sign(uid, attending, { studyInstanceUid: other.uid }))).toBe('REPORT_OTHER_STUDY');
    await context.dataSource.query(`update study set patient_birth_date = '19500101'`);
    expect(await refused(sign(uid, attending))).toBe('REPORT_PATIENT_CHANGED');
    expect((await reportOf(uid, attending))?.versions).toEqual([]);
    const corrected = { ...patient, birthDate: '1950-01-01' };
    expect((await sign(uid, attending, { patient: corrected })).stage).toBe('final');
  });

  it('waits until every warning was seen, and keeps those that were', async () => {
    const { uid } = await listStudy(context);
    await context.dataSource.query(`update study set patient_sex = 'F', study_description = 'KNEE LEFT'`);
    const shown = { ...patient, sex: 'F' };
    await begin(uid, attending, 'Right knee normal. Prostate enlarged.');
    const { warnings } = await signatures.checks(uid);
    expect(warnings.map(({ kind }) => kind).sort()).toEqual(['lateralityStudy', 'sex']);
    expect(await refused(sign(uid, attending, { patient: shown }))).toBe('REPORT_WARNINGS_OPEN');
    const acknowledged = warnings.map(({ id }) => id);
    const signed = await sign(uid, attending, { patient: shown, acknowledged });
    expect(signed.versions[0]?.warnings).toEqual(warnings);
  });

  it('stays as it is, in the database too; what comes later is an addendum', async () => {
    const { uid } = await listStudy(context);
    await begin(uid, attending);
    await sign(uid, attending);
    expect(await refused(save(uid, attending, 'Changed', [1, randomUUID(), 1]))).toBe('REPORT_FINAL');
    await expect(context.dataSource.query(`update report_version set sections = '[]'`)).rejects.toThrow(
      'is kept as it is',
    );
    await expect(context.dataSource.query('delete from report_version')).rejects.toThrow('is kept');
    expect(await refused(drafts.add(uid, resident))).toBe('REPORT_NEEDS_ATTENDING');
    const adding = await drafts.add(uid, attending);
    const request = { window: randomUUID(), sequence: 1, insertions: [] };
    const expectedVersion = adding.draft?.version ?? 0;
    const wrong = { ...request, expectedVersion, sections: says('Into the final') };
    expect(await refused(drafts.save(uid, wrong, attending))).toBe('REPORT_SECTIONS');
    const sections: ReportSection[] = [{ id: 'addendum', text: 'Also normal.' }];
    await drafts.save(uid, { ...request, expectedVersion, sections }, attending);
    const signed = await sign(uid, attending, { stage: 'addendum' });
    expect(signed.versions.map(({ stage, sections: [first] }) => [stage, first?.text])).toEqual([
      ['final', 'Normal.'],
      ['addendum', 'Also normal.'],
    ]);
  });
});

describe('a preliminary signature', () => {
  it('leaves the study on the list, which says whose it is, until an attending makes it final', async () => {
    const { uid } = await listStudy(context);
    await begin(uid, resident);
    expect(await refused(sign(uid, resident))).toBe('REPORT_NEEDS_ATTENDING');
    await sign(uid, resident, { stage: 'preliminary' });
    const item: WorklistItem = await worklist.requireItem(uid);
    expect(item).toMatchObject({ reading: 'unread', preliminaryBy: 'Resident' });
    const views = context.app.get(ReportViews);
    expect(await views.list({ list: 'toSign' }, attending)).toMatchObject([
      { studyInstanceUid: uid, author: 'Resident', stage: 'preliminary' },
    ]);
    const signed = await sign(uid, attending);
    expect(signed.versions.map(({ stage, author, signedBy }) => [stage, author, signedBy])).toEqual([
      ['preliminary', 'Resident', 'Resident'],
      ['final', 'Resident', 'Attending'],
    ]);
    expect(await worklist.requireItem(uid)).toMatchObject({ reading: 'read', preliminaryBy: null });
    expect(await views.list({ list: 'toSign' }, attending)).toEqual([]);
  });

  it('writes nothing of the text to events and audit', async () => {
    const { uid } = await listStudy(context);
    await begin(uid, resident, 'Sesquipedalian finding');
    await sign(uid, resident, { stage: 'preliminary' });
    const rows = await context.dataSource.query<{ said: string }[]>(
      `select payload::text as said from event where study_uid = $1
       union all select detail from audit_event where study_uid = $1`,
      [uid],
    );
    expect(rows.length).toBeGreaterThan(4);
    expect(rows.map(({ said }) => said).join()).not.toMatch(/Sesquipedalian|PHANTOM/);
  });
});

describe('the document of a report', () => {
  async function archived(): Promise<{ id: string; uid: string }> {
    const bytes = smallImage({ patientName: 'PHANTOM^Ünïcode', patientId: 'PHANTOM-DOC' });
    const parsed = parsePart10(bytes);
    const origin = { door: 'stow', source: 'spec', actor: 'spec', role: 'spec' } as const;
    await context.app.get(InstanceArchive, { strict: false }).store(bytes, parsed, origin);
    const uid = getString(parsed.dataset, 'StudyInstanceUID') ?? '';
    const [row] = await context.dataSource
      .query<{ id: string }[]>(
        `update study set state = 'complete', completed_at = now() where study_instance_uid = $1 returning id`,
        [uid],
      )
      .then(([rows]) => rows as unknown as { id: string }[]);
    const id = row?.id ?? '';
    const prioritiser = context.app.get(Prioritiser, { strict: false });
    await context.dataSource.transaction((manager) => prioritiser.admit(manager, id));
    return { id, uid };
  }

  it('is a valid object in its study, once, however often it is written', async () => {
    const { id, uid } = await archived();
    const shown = (await worklist.requireItem(uid)).patient;
    await begin(uid, attending, 'Κανένα εύρημα, no finding. '.repeat(300));
    await sign(uid, attending, { patient: shown });
    const documents = context.app.get(ReportDocuments);
    expect(await documents.storeNext()).toBe(true);
    await context.dataSource.query('update report_document set stored_at = null');
    expect(await documents.storeNext()).toBe(true);
    expect(await documents.storeNext()).toBe(false);
    const archive = context.app.get(ArchiveService, { strict: false });
    const series = (await archive.seriesOf([id])).filter(({ own }) => own);
    expect(series).toMatchObject([{ modality: 'DOC', instanceCount: 1, ownSource: 'reporting' }]);
    const [instance] = await archive.instancesOfSeries(series[0]?.id ?? '');
    const bytes = await archive.bytesOf(instance?.id ?? '');
    expect(dciodvfy(bytes).errors).toEqual([]);
    const { dataset } = parsePart10(bytes);
    expect(getString(dataset, 'PatientID')).toBe('PHANTOM-DOC');
    expect(getString(dataset, 'VerificationFlag')).toBe('VERIFIED');
    const study = await archive.studyById(id);
    expect(study).toMatchObject({ state: 'complete', revision: 1 });
  });

  it('has the same bytes each time, for whoever prints it', async () => {
    const { uid } = await listStudy(context);
    await begin(uid, attending);
    await sign(uid, attending);
    const papers = context.app.get(ReportPapers);
    const first = await papers.pdf(uid, 1);
    expect(first.subarray(0, 5).toString()).toBe('%PDF-');
    expect((await papers.pdf(uid, 1)).equals(first)).toBe(true);
    expect(await refused(papers.pdf(uid, 2))).toBe('NOT_FOUND');
  });
});

describe('reports of other studies of the patient', () => {
  it('stand beside the new one, and of nobody else', async () => {
    const [before, now, foreign] = [
      await listStudy(context),
      await listStudy(context),
      await listStudy(context),
    ];
    await context.dataSource.query(`update study set patient_id = 'ELSE' where id = $1`, [foreign.id]);
    for (const [{ uid }, id] of [
      [before, patient.id],
      [foreign, 'ELSE'],
    ] as const) {
      await begin(uid, attending, `Report of ${uid}`);
      await sign(uid, attending, { patient: { ...patient, id } });
    }
    const { priors } = await context.app.get(StudyReports).of(now.uid, attending);
    expect(priors.map((one) => one.studyInstanceUid)).toEqual([before.uid]);
    expect(priors[0]?.versions[0]?.sections[0]?.text).toBe(`Report of ${before.uid}`);
  });
});
