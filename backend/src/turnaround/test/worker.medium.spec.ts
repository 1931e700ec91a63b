import { randomUUID } from 'node:crypto';
import { startContext, type TestContext } from '../../../test/context.js';
import { until } from '../../../test/until.js';
import type { EventMap } from '../../platform/index.js';
import { TurnaroundWorkerModule } from '../turnaround.module.js';
import { logged } from './following.js';

const T0 = Date.now() - 24 * 3_600_000;
const at = (minutes: number) => new Date(T0 + minutes * 60_000);
const UID = '6.1';

let context: TestContext;
beforeAll(async () => {
  context = await startContext(() => [TurnaroundWorkerModule]);
});
afterAll(() => context.close());

type Payload<N extends keyof EventMap> = Omit<EventMap[N], 'studyId' | 'studyUid'>;

function log<N extends keyof EventMap>(minutes: number, name: N, payload: Payload<N>): Promise<void> {
  const whole = { studyId: randomUUID(), studyUid: UID, ...payload } as unknown as EventMap[N];
  return logged(context.dataSource, at(minutes), name, whole);
}

/** Minutes of each interval, by stage and subject. */
async function minutes(): Promise<Record<string, number | string | null>> {
  const rows = await context.dataSource.query<
    { stage: string; subject: string; seconds: number | null; excluded: string | null }[]
  >('select stage, subject, seconds, excluded from study_interval where study_uid = $1', [UID]);
  return Object.fromEntries(
    rows.map(({ stage, subject, seconds, excluded }) => [
      [stage, subject].filter(Boolean).join(' '),
      excluded ?? (seconds === null ? null : seconds / 60),
    ]),
  );
}

describe('The worker', () => {
  it('follows a study through every room', async () => {
    const person = `person:${randomUUID()}`;
    const place = {
      formerBand: null,
      band: 3,
      orderClass: 'urgent',
      reasons: ['order'],
      policyVersion: '1.1',
      readyAt: at(60).toISOString(),
      modalities: ['CT'],
      site: 'North',
    } as const;
    await log(0, 'OrderPlaced', { orderId: 'o', modality: 'CT', orderClass: 'urgent' });
    await log(30, 'OrderChanged', { orderId: 'o', status: 'inProgress' });
    await log(50, 'ExamCompleted', { performedStepId: 's', orderId: 'o' });
    await log(60, 'WorklistItemChanged', {
      version: 1,
      place: { ...place, modalities: ['CT'], reasons: ['order'] },
    });
    await log(61, 'InferencePlanned', { runIds: ['a', 'b', 'c'] });
    await log(62, 'InferenceStarted', { runId: 'a' });
    await log(65, 'InferenceFinished', { runId: 'a', state: 'flagged' });
    await log(66, 'InferenceWithdrawn', { runIds: ['b'] });
    await log(66, 'AlertRaised', { alertId: 'x' });
    await log(66, 'AlertRaised', { alertId: 'y' });
    await log(70, 'AlertAcknowledged', { alertId: 'x', by: person });
    await log(75, 'StudyFirstOpened', {});
    await log(80, 'ReportStarted', { reportId: 'r', by: person });
    await log(90, 'CriticalIdentified', { criticalId: 'k', by: person, at: at(78).toISOString() });
    await log(95, 'CriticalAcknowledged', { criticalId: 'k', by: person, at: at(94).toISOString() });
    await log(98, 'CriticalClosed', { criticalId: 'k', by: person });
    await log(100, 'ReportSigned', { reportId: 'r', version: 1, stage: 'preliminary', by: person });
    await log(101, 'AlertClosed', { alertId: 'y', how: 'read' });
    await log(130, 'ReportSigned', { reportId: 'r', version: 2, stage: 'final', by: person });
    await until(async () => (await minutes()).preliminaryToFinal === 30);
    expect(await minutes()).toEqual({
      orderToArrival: 30,
      orderToExam: 50,
      transmission: 10,
      wait: 15,
      read: 25,
      reportTurnaround: 50,
      finalTurnaround: 80,
      orderToFinal: 130,
      preliminaryToFinal: 30,
      'aiQueue a': 1,
      'aiCompute a': 3,
      'aiLatency a': 5,
      'aiQueue b': 'aiWithdrawn',
      'aiLatency b': 'aiWithdrawn',
      'aiQueue c': null,
      'aiLatency c': null,
      'notification x': 6,
      'notification y': 6,
      'acknowledgement x': 4,
      'acknowledgement y': 'notificationClosed',
      'criticalCommunication k': 16,
      'criticalClosure k': 20,
    });
  });

  it('counts it, and has partitions for months to come', async () => {
    await until(async () => {
      const [row] = await context.dataSource.query<{ n: number }[]>(
        `select n from turnaround_rollup where stage = 'read' and modality = 'CT' and order_class = 'urgent'
            and site = 'North' and ai_state = 'flagged'`,
      );
      return row?.n === 1;
    });
    const [row] = await context.dataSource.query<{ n: number }[]>(
      `select count(*)::int as n from pg_inherits where inhparent = 'clinical_event'::regclass`,
    );
    expect(row?.n).toBe(5);
  });
});
