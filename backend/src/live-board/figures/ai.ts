import type { LiveBoard, ModelStage } from '@firstread/contract';
import type { EntityManager } from 'typeorm';
import { isWithdrawn } from '../../models/index.js';

/** Runs that speak for their model, of the newest revision that it was planned for, and have no result. */
export const aiSql = `
select run.model_id as "modelId", run.model_version as "modelVersion", version.stage,
       coalesce(version.manifest ->> 'name', run.model_id) as name,
       (count(*) filter (where run.state = 'pending'))::int as pending,
       (count(*) filter (where run.state = 'running'))::int as running,
       (count(*) filter (where run.state = 'failed'))::int as failed,
       (count(*) filter (where run.state = 'notEvaluable'))::int as "notEvaluable",
       min(run.created_at) filter (where run.state in ('pending', 'running')) as "waitingSince"
  from inference_run run
  join worklist_item item on item.study_id = run.study_id and item.reading = 'unread'
  left join model_version version on version.model_id = run.model_id and version.version = run.model_version
 where run.state in ('pending', 'running', 'failed', 'notEvaluable') and run.effect = 'shown'
   and not exists (select from inference_run newer
                    where newer.study_id = run.study_id and newer.study_revision > run.study_revision
                      and newer.model_id = run.model_id and newer.model_version = run.model_version
                      and newer.effect = 'shown')
 group by run.model_id, run.model_version, version.stage, version.manifest ->> 'name'
 order by name, run.model_version`;

type Model = LiveBoard['ai']['models'][number];
interface AiRow extends Omit<Model, 'waitingSince'> {
  stage: ModelStage | null;
  waitingSince: Date | null;
}

/** What AI owes unread studies, by model. A model that is paused owes nothing: its results count as withdrawn. */
export async function aiFigure(manager: EntityManager): Promise<LiveBoard['ai']> {
  const rows = await manager.query<AiRow[]>(aiSql);
  return {
    models: rows
      .filter(({ stage }) => stage === null || !isWithdrawn(stage))
      .map(({ stage: _, waitingSince, ...row }) => ({
        ...row,
        waitingSince: waitingSince?.toISOString() ?? null,
      })),
  };
}
