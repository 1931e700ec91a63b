import type { AiImpact, ImpactCaveat, ImpactConcordance, ModelMonitoring } from '@firstread/contract';
import { mapped, type Answer, type LoggedStudy } from '../../queueing/index.js';
import { impactAlerts, impactConcordance, impactRace } from './flags.js';
import { impactFormula } from './formula.js';
import { keyOf, type ImpactLog, type ModelKey } from './readings.js';
import { readerHours, type ReaderHours } from './sessions.js';
import { impactWaits } from './waits.js';

/** Everything but the replay. */
export type Measured = Omit<AiImpact, 'at' | 'name' | 'leftOut' | 'replay'>;

export function measured(
  log: ImpactLog,
  studies: readonly LoggedStudy[],
  model: ModelKey,
  verdicts: ModelMonitoring['verdicts'],
): { figures: Measured; hours: Answer<ReaderHours> } {
  const hours = readerHours(log);
  const concordance = impactConcordance(verdicts);
  const figures: Measured = {
    studies: studies.length,
    fallbackShare: shareOf(studies, ({ fallbackTimestamp }) => fallbackTimestamp),
    caveats: judgedCaveats(concordance),
    ...impactWaits(log, model),
    readerHours: mapped(hours, ({ list: _, ...told }) => told),
    formula: impactFormula(log, studies, keyOf(model), hours, concordance),
    race: impactRace(log, model),
    concordance,
    alerts: impactAlerts(log, model, hours),
  };
  return { figures, hours };
}

function shareOf(studies: readonly LoggedStudy[], which: (study: LoggedStudy) => boolean): number | null {
  return studies.length === 0 ? null : studies.filter(which).length / studies.length;
}

function judgedCaveats({ flagged, notFlagged }: ImpactConcordance): ImpactCaveat[] {
  if (flagged.present + flagged.absent > 0 && notFlagged.present + notFlagged.absent === 0)
    return ['onlyFlagsJudged'];
  return flagged.notYetJudged + notFlagged.notYetJudged > 0 ? ['partlyJudged'] : [];
}
