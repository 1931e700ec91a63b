import type { OrderClass, StageId, StudyAiState } from '@firstread/contract';

/** Part of the intervals: those of a stage that are placed in a period, in hours of the site; the end is not in it. */
export interface Selection {
  stage: StageId;
  from: Date;
  until: Date;
  site: string | undefined;
  modality: string | undefined;
  orderClass: OrderClass | undefined;
  aiState: StudyAiState | undefined;
}

/** The conditions of a selection, on parameters 1 to 7. */
export const SELECTED = `
stage = $1 and hour >= $2 and hour < $3 and ($4::text is null or site = $4) and ($5::text is null or modality = $5)
and ($6::text is null or order_class = $6) and ($7::text is null or ai_state = $7)`;

export function selectionParameters(one: Selection): unknown[] {
  return [
    one.stage,
    one.from,
    one.until,
    one.site ?? null,
    one.modality ?? null,
    one.orderClass ?? null,
    one.aiState ?? null,
  ];
}
