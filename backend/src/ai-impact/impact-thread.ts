import 'reflect-metadata';
import { impactGroupSchema, type ImpactReplay } from '@firstread/contract';
import { parentPort, workerData } from 'node:worker_threads';
import { DataSource } from 'typeorm';
import { randomFrom } from '../dicom/index.js';
import { verdictsOf } from '../governance/index.js';
import { dataSourceOptions } from '../platform/index.js';
import { mapped, replay, type Replay } from '../queueing/index.js';
import type { ImpactStep } from './domain/answer.js';
import { measured } from './domain/measured.js';
import { keyOf, loggedStudies, runsOfModel, type ImpactLog } from './domain/readings.js';
import { shiftsOf } from './domain/sessions.js';
import { readImpactLog } from './impact-log.js';
import type { ImpactFigures, ImpactMessage, ImpactTask } from './impact-task.js';

/** The program of a thread that makes one answer and ends. */
async function make(task: ImpactTask): Promise<void> {
  const { log, leftOut } = await logOf(task);
  begin({ step: 'measuring' });
  say({ kind: 'made', figures: { ...figuresOf(log, task), leftOut } });
}

async function logOf({ databaseUrl, wanted }: ImpactTask): ReturnType<typeof readImpactLog> {
  const dataSource = new DataSource({
    ...dataSourceOptions(databaseUrl, 'firstread-ai-impact'),
    poolSize: 1,
  });
  await dataSource.initialize();
  try {
    return await readImpactLog(dataSource, wanted);
  } finally {
    await dataSource.destroy();
  }
}

function figuresOf(
  log: ImpactLog,
  { wanted: { model }, order, seed }: ImpactTask,
): Omit<ImpactFigures, 'leftOut'> {
  const studies = loggedStudies(log, model);
  const verdicts = verdictsOf([...runsOfModel(log, model).values()]);
  const { figures, hours } = measured(log, studies, model, verdicts);
  if (!hours.known) return { ...figures, replay: hours };
  const input = {
    studies,
    model: keyOf(model),
    shifts: shiftsOf(hours.value.list, log.from),
    order,
    ranks: {},
  };
  const answer = replay(input, randomFrom(seed), (done, of) => begin({ step: 'replaying', done, of }));
  return { ...figures, replay: mapped(answer, told) };
}

function told({ utilisation, leftOut, gap, groups }: Replay): ImpactReplay {
  return {
    utilisation,
    leftOut,
    gap,
    whoPaid: impactGroupSchema.options.map((group) => ({ group, change: groups[group] })),
  };
}

function begin(step: ImpactStep): void {
  say({ kind: 'step', step });
}

function say(message: ImpactMessage): void {
  parentPort?.postMessage(message);
}

await make(workerData as ImpactTask);
