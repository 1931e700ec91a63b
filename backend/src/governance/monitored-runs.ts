import { MOST_COUNTED_RESULTS } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { interner, pagesOf } from '../platform/index.js';
import type { MonitoredRun } from './domain/monitoring.js';

export interface VersionKey {
  modelId: string;
  version: string;
}

export interface RunWindow {
  since: Date;
  /** Either where left out. */
  effect?: 'shown' | 'shadow';
  timeZone: string;
}

/** What became of a run that readers were shown. */
export interface ShownRun extends VersionKey, Pick<MonitoredRun, 'state' | 'verdict'> {
  studyUid: string;
  finishedAt: Date;
  /** A flagged finding of it is critical: it raises its study in the reading order. */
  raises: boolean;
}

interface RunRow {
  study_id: string;
  state: MonitoredRun['state'];
  day: string;
  site: string | null;
  scanner: string | null;
  reason: string | null;
  score: number | null;
  timings: Record<string, number> | null;
  wait: number | null;
  total: number;
  verdict: MonitoredRun['verdict'];
  before_reader: boolean | null;
  would_move: boolean;
}

const MOST_BASELINE_SCORES = 5000;

/** Parameter 1: the zone of the site. */
const RUN = `
distinct on (run.model_id, run.model_version, run.study_id) run.study_id, run.state, run.site, run.scanner, run.reason, run.timings,
       to_char(run.finished_at at time zone $1, 'YYYY-MM-DD') as day,
       (select max((detail ->> 'score')::float8) from finding where run_id = run.id) as score,
       extract(epoch from run.started_at - run.created_at)::float8 * 1000 as wait,
       extract(epoch from run.finished_at - run.created_at)::float8 * 1000 as total,
       (select value from verdict where run_id = run.id order by id desc limit 1) as verdict,
       case when run.state = 'flagged' and opening.first_opened_at is not null
            then run.finished_at < opening.first_opened_at end as before_reader,
       run.state = 'flagged' and item.band > 1
         and exists (select from finding where run_id = run.id and flagged and critical) as would_move
  from inference_run run
  left join study_opening opening on opening.study_id = run.study_id
  left join worklist_item item on item.study_id = run.study_id`;
const ENDED = `run.state in ('flagged', 'notFlagged', 'notEvaluable', 'failed', 'unreadable')`;
const RAISES = `run.state = 'flagged' and exists (select from finding where run_id = run.id and flagged and critical)`;
const NEWEST = 'order by run.model_id, run.model_version, run.study_id, run.study_revision desc';

/** Runs of a version, and those of others that raise their study. */
const SHOWN = `
select run.model_id as "modelId", run.model_version as version, run.study_uid as "studyUid", run.state,
       run.finished_at as "finishedAt", ${RAISES} as raises,
       (select value from verdict where run_id = run.id order by id desc limit 1) as verdict
  from inference_run run
 where run.effect = 'shown' and run.finished_at >= $1 and run.finished_at < $2 and ${ENDED}
   and ((run.model_id, run.model_version) = ($3, $4) or ${RAISES})
   and not exists (select from inference_run newer
                    where newer.study_id = run.study_id and newer.model_id = run.model_id
                      and newer.model_version = run.model_version and newer.study_revision > run.study_revision
                      and newer.effect = 'shown' and newer.finished_at < $2
                      and ${ENDED.replaceAll('run.', 'newer.')})`;

/** Every version, with results up to a number that is counted fast. */
const VERSIONS_SHOWN = `
select version.model_id as "modelId", version.version, shown.results
  from model_version version
 cross join lateral (
   select count(*)::int as results
     from (select from inference_run run
            where run.model_id = version.model_id and run.model_version = version.version and run.effect = 'shown'
              and run.state in ('flagged', 'notFlagged') and run.finished_at >= $1 and run.finished_at < $2
            limit ${MOST_COUNTED_RESULTS}) counted) shown
 where shown.results > 0
 order by shown.results desc, version.model_id, version.version`;

/** Reads runs and their fate for monitoring: a read model over inference, verdicts and the worklist. */
@Injectable()
export class MonitoredRuns {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Runs that ended since, with what became of them; of a study, the newest revision speaks. */
  async ofVersion(
    { modelId, version }: VersionKey,
    { since, effect, timeZone }: RunWindow,
  ): Promise<MonitoredRun[]> {
    const rows = await this.dataSource.query<RunRow[]>(
      `select ${RUN}
        where run.model_id = $2 and run.model_version = $3 and ($5::text is null or run.effect = $5)
          and run.finished_at >= $4 and ${ENDED} ${NEWEST}`,
      [timeZone, modelId, version, since, effect ?? null],
    );
    return rows.map(runOf);
  }

  /**
   * Runs of a version that readers were shown and that ended in a time, and those of other versions that raise their study
   * in the reading order. Of a study, the newest revision speaks.
   */
  async shownBetween(since: Date, until: Date, { modelId, version }: VersionKey): Promise<ShownRun[]> {
    const same = interner();
    const runs: ShownRun[] = [];
    for await (const page of pagesOf<ShownRun>(this.dataSource, SHOWN, [since, until, modelId, version]))
      for (const run of page)
        runs.push({
          ...run,
          modelId: same(run.modelId),
          version: same(run.version),
          studyUid: same(run.studyUid),
        });
    return runs;
  }

  /** Versions with results that readers were shown and that ended in a time, those with most first. */
  async versionsShown(since: Date, until: Date): Promise<(VersionKey & { results: number })[]> {
    return this.dataSource.query(VERSIONS_SHOWN, [since, until]);
  }

  /** How many runs ended, and the scores and flag rate of those in shadow: what a version is held against. */
  async baselineOf({
    modelId,
    version,
  }: VersionKey): Promise<{ scores: number[]; flagRate: number | null; runs: number }> {
    const [counts] = await this.dataSource.query<{ runs: number; flagged: number }[]>(
      `select count(*)::int as runs, count(*) filter (where state = 'flagged')::int as flagged from inference_run
        where model_id = $1 and model_version = $2 and effect = 'shadow' and state in ('flagged', 'notFlagged')`,
      [modelId, version],
    );
    const scores = await this.dataSource.query<{ score: number }[]>(
      `select (detail ->> 'score')::float8 as score
         from finding join inference_run run on run.id = run_id
        where model_id = $1 and model_version = $2 and effect = 'shadow' and ordinal = 0 and detail ->> 'score' is not null
        order by finished_at desc limit $3`,
      [modelId, version, MOST_BASELINE_SCORES],
    );
    const { runs = 0, flagged = 0 } = counts ?? {};
    return { scores: scores.map((row) => row.score), flagRate: runs > 0 ? flagged / runs : null, runs };
  }

  /** Runs that came to an end, by effect. */
  async countsOf({ modelId, version }: VersionKey): Promise<{ shown: number; shadow: number }> {
    const [row] = await this.dataSource.query<{ shown: number; shadow: number }[]>(
      `select count(*) filter (where effect = 'shown')::int as shown,
              count(*) filter (where effect = 'shadow')::int as shadow
         from inference_run where model_id = $1 and model_version = $2
          and state in ('flagged', 'notFlagged', 'notEvaluable', 'failed', 'unreadable')`,
      [modelId, version],
    );
    return row ?? { shown: 0, shadow: 0 };
  }

  /** Flags that readers judged, over the whole life of the version. */
  async judgedFlags({ modelId, version }: VersionKey): Promise<{ present: number; absent: number }> {
    const [row] = await this.dataSource.query<{ present: number; absent: number }[]>(
      `select count(*) filter (where value = 'present')::int as present,
              count(*) filter (where value = 'absent')::int as absent
         from (select distinct on (run_id) run_id, value from verdict order by run_id, id desc) as newest
         join inference_run run on run.id = run_id
        where model_id = $1 and model_version = $2 and effect = 'shown' and state = 'flagged'`,
      [modelId, version],
    );
    return row ?? { present: 0, absent: 0 };
  }
}

function runOf({
  study_id: studyId,
  timings,
  wait,
  total,
  before_reader: beforeReader,
  would_move: wouldMove,
  ...run
}: RunRow): MonitoredRun {
  const latency = { ...timings, ...(wait === null ? {} : { wait }), total };
  return {
    ...run,
    studyId,
    latency,
    beforeReader,
    wouldMove: wouldMove ?? false,
  };
}
