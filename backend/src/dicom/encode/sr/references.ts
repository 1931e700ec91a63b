import type { Attributes } from '../dataset.js';
import { groupBy, sopReference, type InstanceReference } from '../source.js';

/** Hierarchical SOP Instance Reference Macro (PS3.3 table C.17-3). */
export function hierarchy(references: readonly InstanceReference[]): Attributes[] {
  return [...groupBy('StudyInstanceUID', references)].map(([StudyInstanceUID, members]) => ({
    StudyInstanceUID,
    ReferencedSeriesSequence: [...groupBy('SeriesInstanceUID', members)].map(
      ([SeriesInstanceUID, instances]) => ({
        SeriesInstanceUID,
        ReferencedSOPSequence: instances.map(sopReference),
      }),
    ),
  }));
}
