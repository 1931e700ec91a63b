import type { CriticalSteps, MarkCritical } from '@firstread/contract';
import type { INestApplicationContext, LoggerService } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { startBeside } from '../../../test/beside.js';
import { startContext, type TestContext } from '../../../test/context.js';
import { insertReader } from '../../../test/readers.js';
import { startMailServer, startWebhookReceiver, type WebhookReceiver } from '../../../test/receivers.js';
import { insertStudy } from '../../../test/studies.js';
import type { Principal } from '../../identity/index.js';
import { Courier, SecretStore } from '../../messages/index.js';
import { Clock } from '../../platform/index.js';
import { CriticalModule, CriticalWorkerModule } from '../critical.module.js';
import { CriticalService } from '../critical.service.js';
import { CriticalStepsService } from '../critical-steps.service.js';
import { CriticalEscalationService } from '../escalation.service.js';
import { CriticalHandOverService } from '../hand-over.service.js';
import { CriticalSettingsService } from '../settings.service.js';

const SECRET = `whsec_${randomBytes(32).toString('base64')}`;
const MINUTE_MS = 60_000;
export const MAIL = { kind: 'email', address: 'on-call@spec.local' } as const;
export const hook = () => ({ kind: 'webhook', url: `http://127.0.0.1:${bench.pager.port}/page` }) as const;

/** A process with critical results, and what receives their messages; filled by `useCritical`. */
export const bench = {
  aheadMs: 0,
  now: () => new Date(Date.now() + bench.aheadMs),
} as {
  aheadMs: number;
  now: () => Date;
  context: TestContext;
  mail: Awaited<ReturnType<typeof startMailServer>>;
  pager: WebhookReceiver;
  critical: CriticalService;
  steps: CriticalStepsService;
  handOvers: CriticalHandOverService;
  settings: CriticalSettingsService;
  escalation: CriticalEscalationService;
  courier: Courier;
  reader: Principal;
  next: Principal;
};

/** Starts them for the suite that calls this. */
export function useCritical(): void {
  beforeAll(start);
  afterAll(async () => {
    await Promise.all([bench.mail.close(), bench.pager.close()]);
    await bench.context.close();
  });
  beforeEach(async () => {
    bench.aheadMs = 0;
    await bench.context.dataSource.query(
      'truncate critical_result, critical_attempt, critical_hand_over, critical_settings, message_delivery',
    );
    bench.mail.received.length = 0;
    bench.pager.received.length = 0;
    Object.assign(bench.pager, { status: 204, location: undefined });
  });
}

async function start(): Promise<void> {
  const [mail, pager] = [await startMailServer(), await startWebhookReceiver()];
  Object.assign(bench, { mail, pager });
  const context = await startContext(() => [CriticalModule], {
    SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    ALERT_FROM: 'firstread@spec.local',
    PUBLIC_URL: 'https://firstread.spec.local',
  });
  const { app, dataSource } = context;
  app.get(Clock).now = bench.now;
  Object.assign(bench, {
    context,
    critical: app.get(CriticalService),
    steps: app.get(CriticalStepsService),
    handOvers: app.get(CriticalHandOverService),
    settings: app.get(CriticalSettingsService),
    escalation: app.get(CriticalEscalationService),
    courier: app.get(Courier, { strict: false }),
    reader: await insertReader(dataSource, 'Reader'),
    next: await insertReader(dataSource, 'Next reader'),
  });
  await app.get(SecretStore, { strict: false }).replace(dataSource.manager, SECRET);
}

export const later = (minutes: number): void => {
  bench.aheadMs = minutes * MINUTE_MS;
};

export function marking(more: Partial<MarkCritical> = {}): MarkCritical {
  return {
    findingCode: 'free-air',
    finding: 'Free air',
    level: 'red',
    identifiedAt: bench.now().toISOString(),
    callee: null,
    note: null,
    alertId: null,
    ...more,
  };
}

/** A red result: 60 minutes from now, of a study whose patient must not be seen outside. */
export async function marked(more: Partial<MarkCritical> = {}): Promise<{ id: string; uid: string }> {
  const { id: studyId, uid } = await insertStudy(bench.context.dataSource);
  await bench.context.dataSource.query(
    `update study set patient_name = 'SECRETNAME^SPEC', patient_id = 'SECRETID' where id = $1`,
    [studyId],
  );
  const { id } = await bench.critical.mark(uid, marking(more), bench.reader);
  return { id, uid };
}

export const received = (readBack = true) => ({
  receiver: 'Ward physician',
  receiverRole: null,
  communicatedBy: 'Reader',
  communicatedAt: bench.now().toISOString(),
  how: 'phone' as const,
  readBack,
  note: null,
});

export async function setSteps(
  targets: Partial<Record<keyof CriticalSteps, CriticalSteps['head']['targets']>>,
) {
  const { version, minutes, findings } = await bench.settings.settings();
  const of = (level: keyof CriticalSteps, percent: number) => ({ percent, targets: targets[level] ?? [] });
  const steps = { section: of('section', 50), onCall: of('onCall', 100), head: of('head', 150) };
  return bench.settings.change({ minutes, findings, steps, expectedVersion: version }, bench.reader);
}

/** Sends all that is due. */
export async function deliverAll(): Promise<void> {
  while (await bench.courier.deliverNext());
}

export async function eventsOf(uid: string): Promise<string[]> {
  const rows = await bench.context.dataSource.query<{ name: string; told: string | null }[]>(
    `select name, payload ->> 'told' as told from event where study_uid = $1 and name like 'Critical%' order by id`,
    [uid],
  );
  return rows.map(({ name, told }) => (told === null ? name : `${name} ${told}`));
}

export async function deliveries(): Promise<{ level: string; state: string }[]> {
  return bench.context.dataSource.query('select level, state from message_delivery order by created_at, id');
}

/** A worker with nothing but critical results, on the same database. */
export async function startWorker(logger: LoggerService | false = false): Promise<INestApplicationContext> {
  const app = await startBeside(bench.context, [CriticalWorkerModule], logger);
  app.get(Clock).now = bench.now;
  return app;
}
