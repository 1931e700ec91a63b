import { randomUUID } from 'node:crypto';
import {
  discrepancyQuerySchema,
  type DiscrepancyKind,
  type EmergencyDiscrepancy,
  type GradedDiscrepancy,
  type PreliminaryDiscrepancy,
  type Report,
  type ReportSection,
  type SignedGrading,
  type SignedStage,
} from '@firstread/contract';
import { DiscrepanciesService } from '../src/discrepancies/index.js';
import type { Principal } from '../src/identity/index.js';
import { DraftsService } from '../src/reporting/drafts.service.js';
import { GradesService } from '../src/reporting/grades.service.js';
import { ReportingModule } from '../src/reporting/reporting.module.js';
import { SecondOpinions } from '../src/reporting/second-opinions.service.js';
import { Signatures } from '../src/reporting/signatures.service.js';
import { StudyReports } from '../src/reporting/study-reports.js';
import { startContext, type TestContext } from './context.js';
import { listStudy } from './listed.js';
import { insertReader } from './readers.js';
import { refused } from './refused.js';

let context: TestContext;
let drafts: DraftsService;
let signatures: Signatures;
let opinions: SecondOpinions;
let discrepancies: DiscrepanciesService;
let attending: Principal;
let resident: Principal;

beforeAll(async () => {
  context = await startContext(() => [ReportingModule]);
  const { app, dataSource } = context;
  [drafts, signatures, opinions] = [app.get(DraftsService), app.get(Signatures), app.get(SecondOpinions)];
  discrepancies = app.get(DiscrepanciesService, { strict: false });
  attending = await insertReader(dataSource, 'Attending');
  resident = await insertReader(dataSource, 'Resident');
  const head: Principal = { ...attending, id: randomUUID(), role: 'departmentHead' };
  await app.get(GradesService).set(resident.id, 'resident', head);
});
afterAll(() => context.close());
beforeEach(() => context.dataSource.query('delete from study'));

const says = (findings: string, impression: string): ReportSection[] => [
  { id: 'technique', text: `Written at ${findings.length}` },
  { id: 'findings', text: findings },
  { id: 'impression', text: impression },
];
const patient = { name: 'PHANTOM, ROW', id: 'PHANTOM-ROW', birthDate: null, sex: null };
const nothing = { outcome: 'noChange', note: null, toldTo: null } as const;

async function write(uid: string, by: Principal, sections: ReportSection[]): Promise<void> {
  const writing = { sections, insertions: [], window: randomUUID(), sequence: 1 };
  const { report } = await context.app.get(StudyReports).of(uid, by);
  if (!report) await drafts.start(uid, { templateId: null, ...writing }, by);
  else await drafts.save(uid, { expectedVersion: report.draft?.version ?? 0, ...writing }, by);
}

async function sign(
  uid: string,
  by: Principal,
  stage: SignedStage,
  gradings: SignedGrading[] = [],
): Promise<Report> {
  const { report } = await context.app.get(StudyReports).of(uid, by);
  const expectedVersion = report?.draft?.version ?? 0;
  const shown = { studyInstanceUid: uid, patient, acknowledged: [] };
  return signatures.sign(uid, { stage, expectedVersion, gradings, ...shown }, by);
}

/** A resident signs one text as preliminary, an attending another as final. */
async function coSigned(
  final: ReportSection[],
  gradings: SignedGrading[] = [],
  preliminary = says('Lungs clear.', 'Normal.'),
): Promise<string> {
  const { uid } = await listStudy(context);
  await write(uid, resident, preliminary);
  await sign(uid, resident, 'preliminary');
  await write(uid, attending, final);
  await sign(uid, attending, 'final', gradings);
  return uid;
}

async function listOf(kind: DiscrepancyKind, state: 'open' | 'closed' = 'open') {
  return discrepancies.page(discrepancyQuerySchema.parse({ kind, state }));
}

async function only<T extends GradedDiscrepancy>(kind: T['kind']): Promise<T> {
  const found = (await listOf(kind)).discrepancies;
  expect(found).toHaveLength(1);
  return found[0] as T;
}

async function eventsOf(uid: string): Promise<string[]> {
  const rows = await context.dataSource.query<{ said: string }[]>(
    `select concat_ws(' ', name, payload ->> 'kind', payload ->> 'grade', payload ->> 'outcome') as said from event
      where study_uid = $1 and (name like 'Discrepancy%' or name like 'Emergency%') order by id`,
    [uid],
  );
  return rows.map(({ said }) => said);
}

describe('a final report that differs from the preliminary one of a resident', () => {
  it('waits on its list with both texts until an attending grades it', async () => {
    const uid = await coSigned(says('Lungs clear.', 'Nodule in the right upper lobe.'));
    const one = await only<PreliminaryDiscrepancy>('preliminaryFinal');
    expect(one).toMatchObject({ studyInstanceUid: uid, grading: null, closed: null });
    const days = (Date.parse(one.dueAt ?? '') - Date.parse(one.openedAt)) / 86_400_000;
    expect([5, 6, 7]).toContain(days);
    const late = `update discrepancy set due_at = opened_at - interval '1 minute' where id = $1`;
    await context.dataSource.query(late, [one.id]);
    expect(one.comparison).toMatchObject({
      resident: 'Resident',
      attending: 'Attending',
      sections: [{ section: 'impression', preliminary: 'Normal.', final: 'Nodule in the right upper lobe.' }],
    });
    expect(await refused(discrepancies.close(one.id, nothing, attending))).toBe('DISCREPANCY_UNGRADED');
    expect(await eventsOf(uid)).toEqual(['DiscrepancyFound preliminaryFinal']);
    expect((await listOf('lateAi')).counts).toMatchObject({
      lateAi: { open: 0 },
      preliminaryFinal: { open: 1, overdue: 1 },
    });
  });

  it('is none where only white space or how it was made is different, nor of an attending', async () => {
    await coSigned(says(' Lungs  clear.\n', 'Normal.'));
    const { uid } = await listStudy(context);
    await write(uid, attending, says('Lungs clear.', 'Normal.'));
    await sign(uid, attending, 'preliminary');
    await write(uid, attending, says('Nodule.', 'Nodule.'));
    await sign(uid, attending, 'final');
    expect((await listOf('preliminaryFinal')).open).toBe(0);
  });

  it('is shown to the signer before, and can be graded with the signature', async () => {
    const { uid } = await listStudy(context);
    await write(uid, resident, says('Lungs clear.', 'Normal.'));
    await sign(uid, resident, 'preliminary');
    expect((await signatures.checks(uid)).differences).toEqual([]);
    await write(uid, attending, says('Lungs clear.', 'Pneumothorax.'));
    expect((await signatures.checks(uid)).differences.map(({ final }) => final)).toEqual(['Pneumothorax.']);
    await sign(uid, attending, 'final', [{ kind: 'preliminaryFinal', grade: 'major', note: 'Pneumothorax' }]);
    const one = await only<PreliminaryDiscrepancy>('preliminaryFinal');
    expect(one.grading).toMatchObject({ grade: 'major', note: 'Pneumothorax', by: 'Attending' });
    expect(Date.parse(one.dueAt ?? '') - Date.parse(one.grading?.at ?? '')).toBe(3_600_000);
    expect(await eventsOf(uid)).toEqual([
      'DiscrepancyFound preliminaryFinal',
      'DiscrepancyGraded preliminaryFinal major',
    ]);
  });

  it('is closed by the grade that says both mean the same', async () => {
    const uid = await coSigned(says('The lungs are clear.', 'Normal.'));
    const { id, version } = await only<PreliminaryDiscrepancy>('preliminaryFinal');
    const grade = { grade: 'none', note: null, expectedVersion: version } as const;
    const closed = await opinions.grade(id, grade, attending);
    expect(closed.closed).toMatchObject({ by: 'Attending', outcome: 'noChange', toldTo: null });
    expect(await opinions.grade(id, grade, attending)).toEqual(closed);
    expect((await listOf('preliminaryFinal', 'closed')).discrepancies).toEqual([closed]);
    expect(await eventsOf(uid)).toEqual([
      'DiscrepancyFound preliminaryFinal',
      'DiscrepancyGraded preliminaryFinal none',
      'DiscrepancyClosed preliminaryFinal noChange',
    ]);
  });

  it('is graded by an attending, and of two at the same time by one', async () => {
    await coSigned(says('Lungs clear.', 'Nodule.'));
    const { id, version } = await only<PreliminaryDiscrepancy>('preliminaryFinal');
    const minor = { grade: 'minor', note: null, expectedVersion: version } as const;
    expect(await refused(opinions.grade(id, minor, resident))).toBe('DISCREPANCY_NEEDS_ATTENDING');
    const major = { grade: 'major', note: 'Nodule missed', expectedVersion: version } as const;
    const both = await Promise.allSettled([
      opinions.grade(id, minor, attending),
      opinions.grade(id, major, attending),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await refused(opinions.grade(randomUUID(), minor, attending))).toBe('NOT_FOUND');
  });

  it('is closed with the name of who was told, where it is major, communicated or taught', async () => {
    await coSigned(says('Lungs clear.', 'Nodule.'), [
      { kind: 'preliminaryFinal', grade: 'minor', note: null },
    ]);
    const { id } = await only<PreliminaryDiscrepancy>('preliminaryFinal');
    const teaching = { outcome: 'teaching', note: null, toldTo: null } as const;
    expect(await refused(discrepancies.close(id, teaching, attending))).toBe('DISCREPANCY_NOBODY_TOLD');
    const closed = await discrepancies.close(id, { ...teaching, toldTo: 'Resident' }, attending);
    expect(closed.closed).toMatchObject({ outcome: 'teaching', toldTo: 'Resident' });
    const regrade = { grade: 'major', note: 'Later', expectedVersion: 2 } as const;
    expect(await refused(opinions.grade(id, regrade, attending))).toBe('DISCREPANCY_CLOSED');
  });
});

describe('what the emergency department said', () => {
  const fracture = { physician: 'Dr. Night', text: 'No fracture.', suspected: false };

  async function final(uid: string, impression: string, gradings: SignedGrading[] = []): Promise<void> {
    await write(uid, attending, says('As seen.', impression));
    await sign(uid, attending, 'final', gradings);
  }

  it('stands beside the report, and is graded against it once it is final', async () => {
    const { uid } = await listStudy(context);
    await opinions.emergencySays(uid, fracture, attending);
    const { emergency } = await context.app.get(StudyReports).of(uid, attending);
    expect(emergency).toMatchObject({ ...fracture, recordedBy: 'Attending' });
    expect((await listOf('emergency')).open).toBe(0);
    await final(uid, 'Fracture of the radius.');
    const one = await only<EmergencyDiscrepancy>('emergency');
    expect(one.comparison).toMatchObject({
      emergency: fracture,
      radiologist: 'Attending',
      impression: 'Fracture of the radius.',
    });
    expect(await eventsOf(uid)).toEqual(['EmergencyInterpreted', 'DiscrepancyFound emergency']);
  });

  it('is compared at once where it comes after the final report', async () => {
    const { uid } = await listStudy(context);
    await final(uid, '');
    await opinions.emergencySays(uid, fracture, attending);
    const one = await only<EmergencyDiscrepancy>('emergency');
    expect(one.comparison.impression).toBe('As seen.');
    const { emergency, finalAt } = one.comparison;
    expect(emergency.recordedAt >= finalAt && one.openedAt >= emergency.recordedAt).toBe(true);
    const agrees = { grade: 'none', note: null, expectedVersion: one.version } as const;
    expect((await opinions.grade(one.id, agrees, attending)).closed).not.toBeNull();
  });

  it('is compared whichever comes first, where both come at the same time', async () => {
    for (let time = 0; time < 5; time++) {
      const { uid } = await listStudy(context);
      await write(uid, attending, says('As seen.', 'Fracture.'));
      await Promise.all([sign(uid, attending, 'final'), opinions.emergencySays(uid, fracture, attending)]);
    }
    expect((await listOf('emergency')).open).toBe(5);
  });

  it('is kept once, and what is said again counts until it is compared', async () => {
    const { uid } = await listStudy(context);
    await opinions.emergencySays(uid, { ...fracture, text: 'Unsure.' }, attending);
    await opinions.emergencySays(uid, fracture, attending);
    await opinions.emergencySays(uid, fracture, attending);
    expect((await eventsOf(uid)).length).toBe(2);
    await final(uid, 'Fracture.');
    expect((await only<EmergencyDiscrepancy>('emergency')).comparison.emergency.text).toBe('No fracture.');
    await opinions.emergencySays(uid, fracture, attending);
    const other = { ...fracture, text: 'I said so.' };
    expect(await refused(opinions.emergencySays(uid, other, attending))).toBe('EMERGENCY_COMPARED');
    expect(await refused(opinions.emergencySays('1.2.3', fracture, attending))).toBe('NOT_FOUND');
  });

  it('that is wrong in a major way is never closed without a named receiver, in the database too', async () => {
    const { uid } = await listStudy(context);
    await opinions.emergencySays(uid, fracture, attending);
    await final(uid, 'Fracture.', [{ kind: 'emergency', grade: 'major', note: 'Missed fracture' }]);
    const { id } = await only<EmergencyDiscrepancy>('emergency');
    expect(await refused(discrepancies.close(id, nothing, attending))).toBe('DISCREPANCY_NOBODY_TOLD');
    const close = (told: string | null) =>
      context.dataSource.query(
        `update discrepancy set closed_at = now(), closed_by = 'X', outcome = 'addendum', told_to = $2 where id = $1`,
        [id, told],
      );
    await expect(close(null)).rejects.toThrow('discrepancy_told');
    await expect(close('  ')).rejects.toThrow('discrepancy_told_to_check');
    const told = { outcome: 'communicated', note: 'Called back', toldTo: 'Dr. Day' } as const;
    expect((await discrepancies.close(id, told, attending)).closed).toMatchObject(told);
    expect((await listOf('emergency')).open).toBe(0);
  });

  it('that is overdue is counted', async () => {
    const { uid } = await listStudy(context);
    await opinions.emergencySays(uid, fracture, attending);
    await final(uid, 'Fracture.', [{ kind: 'emergency', grade: 'minor', note: null }]);
    await context.dataSource.query(`update discrepancy set due_at = now() - interval '1 minute'`);
    expect((await listOf('lateAi')).counts.emergency).toEqual({ open: 1, overdue: 1 });
  });

  it('is in no event and no line of the audit trail', async () => {
    const { uid } = await listStudy(context);
    await opinions.emergencySays(uid, fracture, attending);
    await final(uid, 'Fracture.', [{ kind: 'emergency', grade: 'major', note: 'Sesquipedalian' }]);
    const rows = await context.dataSource.query<{ said: string }[]>(
      `select payload::text as said from event where study_uid = $1
       union all select detail from audit_event where study_uid = $1`,
      [uid],
    );
    expect(rows.length).toBeGreaterThan(5);
    expect(rows.map(({ said }) => said).join()).not.toMatch(/Sesqui|fracture|Night|PHANTOM/i);
  });
});
