import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { randomFrom } from '../dicom/index.js';
import { SiteService } from '../identity/index.js';
import { RuleStore } from '../rules/index.js';
import { SKIP_HIDES_MS } from '../worklist/index.js';
import { modelsOf, type DepartmentPlan } from './domain/department.js';
import { makeDepartment, type SyntheticDepartment } from './domain/make.js';
import { uidRootOf } from './domain/names.js';
import { storyOf, storyOfOrder, type Told } from './domain/story.js';
import { truthOf, type DepartmentTruth } from './domain/truth.js';
import { SyntheticLog } from './synthetic-log.js';
import { SyntheticRows } from './synthetic-rows.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

export interface Wanted {
  days: number;
  readers: number;
  studiesPerDay: number;
  seed: number;
  /** The end of the time; the hour of the site that it falls in has ended. */
  until: Date;
  /** Also where there are studies that are not synthetic. */
  besideReal: boolean;
}

/** Studies of the installation that no seed made. */
const REAL = `select exists (select from study where study_instance_uid not like $1) as real,
  exists (select from study where study_instance_uid like $2) as made`;

const RULES = `
insert into rule_version (version, rules, since, proposed_by, approved_by, reason)
values ($1, $2, $3, 'Synthetic department', 'Synthetic department', 'Synthetic: the same rules, stated anew')`;

const MODELS = `select model_id as model, version from model_version where stage in ('live', 'canary')`;

/** Writes whole departments that never were. */
@Injectable()
export class SyntheticDepartments {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly rows: SyntheticRows,
    private readonly log: SyntheticLog,
    private readonly sites: SiteService,
    private readonly rules: RuleStore,
  ) {}

  /** Returns what is true of it. Throws where there are real studies, or those of the same seed. */
  async write(wanted: Wanted, say: (line: string) => void): Promise<DepartmentTruth> {
    await this.refuse(wanted);
    const { timeZone } = await this.sites.current(this.dataSource.manager);
    const startMs = Math.floor(wanted.until.getTime() / HOUR_MS) * HOUR_MS - wanted.days * DAY_MS;
    const plan = await this.planOf(wanted, startMs);
    say(`Drawing ${plan.days} days of ${plan.studiesPerDay} SYNTHETIC studies a day, seed ${plan.seed}.`);
    const department = makeDepartment(plan, hourOfWeek(startMs, timeZone), randomFrom);
    say(`Writing ${department.studies.length} studies without images.`);
    const time = { startMs, shown: clockOf(timeZone) };
    await this.rows.write(department, time);
    const told = toldOf(department, time);
    await this.log.prepare(new Date(startMs - 7 * DAY_MS), wanted.until);
    const tenth = Math.ceil(told.length / 10);
    let next = tenth;
    await this.log.append(told, (done) => {
      if (done < next) return;
      say(`${done} of ${told.length} events written.`);
      next += tenth;
    });
    say('Making timelines and counts.');
    await this.log.project();
    return truthOf(plan, startMs, {
      ...department,
      orders: department.emptyOrders.map(({ order }) => order),
    });
  }

  private async refuse({ seed, besideReal }: Wanted): Promise<void> {
    const root = uidRootOf(seed);
    const [found] = await this.dataSource.query<{ real: boolean; made: boolean }[]>(REAL, [
      `${root.slice(0, root.lastIndexOf('.'))}.%`,
      `${root}.%`,
    ]);
    if (found?.made) throw new Error(`The department of seed ${seed} is there already.`);
    if (found?.real && !besideReal)
      throw new Error(
        'This installation holds studies that are not synthetic; nothing was written. --beside-real writes all the same.',
      );
  }

  /** The rules in force hold for the first half, and stated anew for the second. */
  private async planOf(wanted: Wanted, startMs: number): Promise<DepartmentPlan> {
    const { manager } = this.dataSource;
    const { version, rules } = await this.rules.active(manager);
    const middle = new Date(startMs + (wanted.days * DAY_MS) / 2);
    await manager.query(RULES, [version + 1, rules, middle]);
    const versions = await manager.query<{ model: string; version: string }[]>(MODELS);
    const { days, readers, studiesPerDay, seed } = wanted;
    return {
      days,
      readers,
      studiesPerDay,
      seed,
      rules,
      ruleVersions: [version, version + 1],
      skipHidesMinutes: SKIP_HIDES_MS / 60_000,
      models: modelsOf(Object.fromEntries(versions.map((one) => [one.model, one.version]))),
    };
  }
}

function toldOf(
  { plan, studies, emptyOrders }: SyntheticDepartment,
  time: { startMs: number; shown: (atMs: number) => string },
): Told[] {
  return [
    ...studies.flatMap((study) => storyOf(study, plan, time)),
    ...emptyOrders.flatMap(({ order, names }) => storyOfOrder(order, names, time.startMs)),
  ];
}

/** What a clock at the site shows, YYYY-MM-DDThh:mm:ss. */
function clockOf(timeZone: string): (atMs: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return (atMs) => format.format(atMs).replace(' ', 'T');
}

function hourOfWeek(atMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(atMs);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return WEEKDAYS.indexOf(of('weekday')) * 24 + Number(of('hour'));
}
