import type { ModelStage, PresentationClass } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Rejections } from '../archive/index.js';
import { isWithdrawn, shownOf, withholdsMarks } from '../models/index.js';

interface ObjectRow {
  sop: string;
  marks: boolean;
  effect: 'shown' | 'shadow';
  presentation: PresentationClass;
  stage: ModelStage;
  first_read: boolean;
}

/**
 * Keeps objects with results from readers as presentation class, stage and reading say. What is kept back is not
 * found, not fetched and not sent, over DICOMweb and DIMSE alike.
 */
@Injectable()
export class Withholding {
  constructor(private readonly rejections: Rejections) {}

  /** Brings all objects of a study, stored or announced in `result_object`, in line with what readers may see. */
  async restate(manager: EntityManager, studyId: string): Promise<void> {
    const rows = await manager.query<(ObjectRow & { study_uid: string })[]>(
      `select object.sop_instance_uid as sop, object.marks, run.effect, run.study_uid,
              model.manifest ->> 'presentationClass' as presentation, model.stage,
              coalesce(opening.read_revision >= run.study_revision, false) as first_read
         from result_object object join inference_run run on run.id = object.run_id
         join model_version model on model.model_id = run.model_id and model.version = run.model_version
         left join study_opening opening on opening.study_id = run.study_id
        where run.study_id = $1`,
      [studyId],
    );
    const [first] = rows;
    if (!first) return;
    await this.rejections.withhold(
      manager,
      { studyId, studyUid: first.study_uid },
      {
        withhold: rows.filter(isWithheld).map((row) => row.sop),
        release: rows.filter((row) => !isWithheld(row)).map((row) => row.sop),
      },
    );
  }
}

function isWithheld({ effect, stage, presentation, first_read: firstRead, marks }: ObjectRow): boolean {
  if (effect === 'shadow' || isWithdrawn(stage)) return true;
  return marks ? withholdsMarks(presentation, firstRead) : shownOf(presentation, firstRead) === 'nothing';
}
