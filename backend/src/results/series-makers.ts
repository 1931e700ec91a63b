import type { SeriesMaker } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { assessmentSeriesUid } from './domain/assessment-report.js';

interface Made {
  seriesUid: string | null;
  runId: string;
  modelName: string;
  modelVersion: string;
}

const MADE = `
select distinct object.series_instance_uid as "seriesUid", run.id as "runId",
       coalesce(model.manifest ->> 'name', run.model_id) as "modelName", run.model_version as "modelVersion"
  from inference_run run
  left join model_version model on model.model_id = run.model_id and model.version = run.model_version
  left join result_object object on object.run_id = run.id
 where run.study_id = any($1)`;

/** Which series of studies hold AI results, and which what readers said of them, by the records of their runs. */
@Injectable()
export class SeriesMakers {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** By Series Instance UID; of a run without an assessment, the series that those would have is among them. */
  async ofStudies(studyIds: readonly string[]): Promise<Map<string, SeriesMaker>> {
    const runs = await this.dataSource.query<Made[]>(MADE, [studyIds]);
    return new Map(
      runs.flatMap(({ seriesUid, runId, ...model }): [string, SeriesMaker][] => [
        [assessmentSeriesUid(runId), { kind: 'assessment', ...model }],
        ...(seriesUid === null
          ? []
          : ([[seriesUid, { kind: 'model', ...model }]] as [string, SeriesMaker][])),
      ]),
    );
  }
}
