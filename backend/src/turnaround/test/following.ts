import type { INestApplicationContext } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { consumeAll } from '../../../test/consume.js';
import { EventConsumer, EventLog, WakeUp, type EventMap } from '../../platform/index.js';
import { CLINICAL } from '../clinical-events-of.js';
import { ClinicalLog } from '../clinical-log.js';
import { RollUps } from '../roll-ups.js';
import { Timelines } from '../timelines.js';
import { Totals } from '../totals.js';

interface Context {
  readonly app: INestApplicationContext;
  readonly dataSource: DataSource;
}

/** What the worker does with the log, until there is nothing more to do. */
export async function followLog(context: Context): Promise<void> {
  await consumeLog(context);
  await projectAll(context);
}

/** Only writes down what happened. */
export async function consumeLog({ app, dataSource }: Context): Promise<void> {
  const clinical = app.get(ClinicalLog, { strict: false });
  const consumer = new EventConsumer(
    'turnaround',
    CLINICAL,
    { most: 100, handle: (events, manager) => clinical.record(manager, events) },
    dataSource,
    new EventLog(),
    app.get(WakeUp, { strict: false }),
  );
  await consumeAll(dataSource, consumer);
}

export async function projectAll({ app }: Pick<Context, 'app'>): Promise<void> {
  while (await app.get(Timelines, { strict: false }).project());
  while (await app.get(RollUps, { strict: false }).refresh());
  while (await app.get(Totals, { strict: false }).refreshDays());
}

/** An entry of the log as of a time. */
export async function logged<N extends keyof EventMap>(
  dataSource: DataSource,
  at: Date,
  name: N,
  payload: EventMap[N],
): Promise<void> {
  const { studyUid } = payload as { studyUid: string };
  await dataSource.query(
    'insert into event (name, study_uid, payload, occurred_at) values ($1, $2, $3, $4)',
    [name, studyUid, payload, at],
  );
}
