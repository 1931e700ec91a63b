import type { AlertSteps, Finding } from '@firstread/contract';
import type { INestApplicationContext, LoggerService } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { startBeside } from '../../../test/beside.js';
import { startContext, type TestContext } from '../../../test/context.js';
import { startMailServer, startWebhookReceiver, type WebhookReceiver } from '../../../test/receivers.js';
import { insertStudy } from '../../../test/studies.js';
import type { Principal } from '../../identity/index.js';
import { RunStore } from '../../inference/index.js';
import { Courier, DeliveryStore } from '../../messages/index.js';
import { Clock } from '../../platform/index.js';
import { AlertKeeper } from '../alert-keeper.js';
import { AlertSettingsService } from '../alert-settings.service.js';
import { AlertsModule, AlertsWorkerModule } from '../alerts.module.js';
import { AlertsService } from '../alerts.service.js';
import { EscalationService } from '../escalation.service.js';

export const MODEL = { modelId: 'head-ct-hyperdensity', modelVersion: '1.0.0', modelSha256: '0'.repeat(64) };
export const SECOND = { ...MODEL, modelId: 'second-opinion' };
export const SECRET = `whsec_${randomBytes(32).toString('base64')}`;
export const MAIL = { kind: 'email', address: 'on-call@spec.local' } as const;

/** A process with alerts, and what receives their messages; filled by `useAlerts`. */
export const bench = {
  /** Minutes that the clock is ahead. */
  ahead: 0,
  now: () => new Date(Date.now() + bench.ahead * 60_000),
} as {
  ahead: number;
  now: () => Date;
  context: TestContext;
  mail: Awaited<ReturnType<typeof startMailServer>>;
  pager: WebhookReceiver;
  alerts: AlertsService;
  settings: AlertSettingsService;
  escalation: EscalationService;
  courier: Courier;
  deliveries: DeliveryStore;
  runs: RunStore;
};

/** Starts them for the suite that calls this. */
export function useAlerts(): void {
  beforeAll(start);
  afterAll(async () => {
    await Promise.all([bench.mail.close(), bench.pager.close()]);
    await bench.context.close();
  });
  beforeEach(async () => {
    bench.ahead = 0;
    for (const table of ['study', 'alert', 'alert_settings', 'message_delivery', 'webhook_secret'])
      await bench.context.dataSource.query(`delete from ${table}`);
    bench.mail.received.length = 0;
    bench.pager.received.length = 0;
    Object.assign(bench.pager, { status: 204, location: undefined });
  });
}

async function start(): Promise<void> {
  const [mail, pager] = [await startMailServer(), await startWebhookReceiver()];
  Object.assign(bench, { mail, pager });
  const context = await startContext(() => [AlertsModule], {
    SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    ALERT_FROM: 'firstread@spec.local',
    PUBLIC_URL: 'https://firstread.spec.local',
  });
  const { app } = context;
  app.get(Clock).now = bench.now;
  Object.assign(bench, {
    context,
    alerts: app.get(AlertsService),
    settings: app.get(AlertSettingsService),
    escalation: app.get(EscalationService),
    courier: app.get(Courier, { strict: false }),
    deliveries: app.get(DeliveryStore, { strict: false }),
    runs: app.get(RunStore, { strict: false }),
  });
  await context.dataSource.query(
    `insert into model_version (model_id, version, door, manifest, sha256, source, location, stage, stage_reason,
       submitted_by)
     select $1, version, door, manifest || '{"name": "Second opinion"}', sha256, source, location, 'live', '', ''
       from model_version where model_id = $2`,
    [SECOND.modelId, MODEL.modelId],
  );
}

function person(role: Principal['role'], n = 1): Principal {
  const id = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
  return { kind: 'person', id, displayName: `${role} ${n}`, email: null, role };
}
export const reader = person('radiologist');
export const head = person('departmentHead', 2);
export const hook = () => ({ kind: 'webhook', url: `http://127.0.0.1:${bench.pager.port}/page` }) as const;

export interface Listed {
  id: string;
  uid: string;
}

export async function listed(): Promise<Listed> {
  const study = await insertStudy(bench.context.dataSource);
  await bench.context.dataSource.query(
    `update study set patient_name = 'SECRETNAME^SPEC', patient_id = 'SECRETID', accession_number = 'SECRETACC'
      where id = $1`,
    [study.id],
  );
  await bench.context.dataSource.query(
    `insert into worklist_item (study_id, study_uid, order_class, order_source, band, rank_at, due_at, ready_at, overdue, reasons,
       policy_version, reading)
     values ($1, $2, 'routine', 'default', 3, now(), now(), now(), false,
       '[{"kind": "order", "text": "Routine"}]', 'spec', 'unread')`,
    [study.id, study.uid],
  );
  return study;
}

interface Said {
  model?: typeof MODEL;
  state?: 'flagged' | 'notFlagged';
  critical?: boolean;
  revision?: number;
}

/** A model comes to a result of a study, and the worker looks at the study. */
export async function result(
  study: Listed,
  { model = MODEL, state = 'flagged', critical = true, revision = 1 }: Said = {},
): Promise<void> {
  const input = { eligible: true, seriesUid: `${study.uid}.1` } as const;
  const of = { studyId: study.id, studyUid: study.uid, revision };
  await bench.context.dataSource.transaction((manager) =>
    bench.runs.plan(manager, of, [{ ...model, effect: 'shown', site: null, scanner: null, input }]),
  );
  const run = (await bench.runs.runsOfStudies([study.id])).find(
    (one) => one.modelId === model.modelId && one.studyRevision === revision,
  );
  const begun = run && (await bench.runs.begin(run.id));
  if (!begun) throw new Error('The run was not planned');
  const finding: Finding = {
    concept: { scheme: 'SCT', value: '50960005', meaning: 'Hemorrhage' },
    label: 'Hyperdensity suspected',
    flagged: state === 'flagged',
    critical,
    score: null,
    operatingPoint: null,
    quantity: null,
    keyImage: null,
    boxes: [],
  };
  await bench.runs.finish(begun, { state, findings: [finding], timings: {} });
  await looked(study);
}

export async function looked({ id: studyId, uid: studyUid }: Listed): Promise<void> {
  const keeper = bench.context.app.get(AlertKeeper);
  await bench.context.dataSource.transaction((manager) => keeper.reconsider(manager, { studyId, studyUid }));
}

export async function mark(study: Listed, reading: 'read' | 'unread'): Promise<void> {
  await bench.context.dataSource.query('update worklist_item set reading = $2 where study_id = $1', [
    study.id,
    reading,
  ]);
  await looked(study);
}

export const open = () => bench.alerts.page({ limit: 100, show: 'open' });
export const withdrawn = () => bench.alerts.page({ limit: 100, show: 'withdrawn' });

export async function onlyOpen() {
  const { alerts: shown } = await open();
  const [alert] = shown;
  if (!alert || shown.length > 1) throw new Error(`${shown.length} alerts are open`);
  return alert;
}

export async function eventsOf(study: Listed): Promise<string[]> {
  const rows = await bench.context.dataSource.query<{ name: string; level: string | null }[]>(
    `select name, payload ->> 'level' as level from event where study_uid = $1 and name like 'Alert%' order by id`,
    [study.uid],
  );
  return rows.map(({ name, level }) => (level ? `${name} ${level}` : name));
}

export async function setSteps(targets: Partial<Record<keyof AlertSteps, AlertSteps['head']['targets']>>) {
  const { version: expectedVersion } = await bench.settings.settings();
  const step = (level: keyof AlertSteps, afterMinutes: number) => ({
    afterMinutes,
    targets: targets[level] ?? [],
  });
  const steps = { section: step('section', 10), onCall: step('onCall', 20), head: step('head', 30) };
  return bench.settings.change({ steps, webhookSecret: SECRET, expectedVersion }, head);
}

/** Sends all that is due. */
export async function deliverAll(by: Courier = bench.courier): Promise<void> {
  while (await by.deliverNext());
}

export async function stateOf(): Promise<{ state: string; attempts: number; problem: string | null }[]> {
  const { deliveries: all } = await bench.deliveries.page({ limit: 100 });
  return all.map(({ state, attempts, problem }) => ({ state, attempts, problem }));
}

/** A worker with nothing but alerts, on the same database. */
export async function startWorker(logger: LoggerService | false = false): Promise<INestApplicationContext> {
  const app = await startBeside(bench.context, [AlertsWorkerModule], logger);
  app.get(Clock).now = bench.now;
  return app;
}
