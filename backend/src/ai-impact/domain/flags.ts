import { proportion, type ImpactAlerts, type ImpactConcordance, type ImpactRace } from '@firstread/contract';
import type { ModelMonitoring, Proportion } from '@firstread/contract';
import { known, mapped, refused, summarise, tooFew, type Answer } from '../../queueing/index.js';
import { keyOf, MINUTE_MS, runsOfModel, type ImpactLog, type ModelKey } from './readings.js';
import type { ReaderHours } from './sessions.js';

/** Fewer than these make no share. */
const FEWEST = 5;
/** So long after an acknowledgement the study counts as opened because of it. */
const OPENED_WITHIN_MS = 30 * MINUTE_MS;

/** Whether the flag was there before the reader, and by how much; of studies whose opening is in the log. */
export function impactRace(log: ImpactLog, model: ModelKey): Answer<ImpactRace> {
  const runs = runsOfModel(log, model);
  const leads = log.readings.flatMap(({ studyUid, openedAt, openedWith }) => {
    const run = runs.get(studyUid);
    if (run?.state !== 'flagged' || !openedAt || openedWith !== 'firstOpened') return [];
    return [(openedAt.getTime() - run.finishedAt.getTime()) / MINUTE_MS];
  });
  const few = tooFew(leads.length, 'flagged studies that were opened', FEWEST);
  if (few) return refused(few);
  leads.sort((a, b) => a - b);
  const at = (share: number) => leads[Math.max(0, Math.ceil(share * leads.length) - 1)] as number;
  return known({
    beatTheReader: proportion(leads.filter((lead) => lead > 0).length, leads.length),
    leadMinutes: { p10: at(0.1), p50: at(0.5), p90: at(0.9) },
  });
}

/** Verdicts with the reason where a share is not told. */
export function impactConcordance(verdicts: ModelMonitoring['verdicts']): ImpactConcordance {
  const { flagged, notFlagged, uncertain, ppv, sensitivity, specificity } = verdicts;
  const ofBoth = (share: Proportion, what: string) =>
    share.value === null ? bothNeeded(flagged, notFlagged) : told(share, what);
  return {
    flagged,
    notFlagged,
    uncertain,
    ppv: told(ppv, 'flagged studies that readers judged'),
    sensitivity: ofBoth(sensitivity, 'studies in which readers found it'),
    specificity: ofBoth(specificity, 'studies in which readers did not find it'),
  };
}

function bothNeeded(flagged: { present: number; absent: number }, other: typeof flagged): Answer<never> {
  const which = flagged.present + flagged.absent === 0 ? 'flagged' : 'unflagged';
  const judged = flagged.present + flagged.absent + other.present + other.absent;
  return refused({
    code: 'notJudged',
    reason:
      judged === 0
        ? 'Readers judged no result of this model in the period.'
        : `Readers judged no ${which} study in the period: the share would follow from whom they were asked about.`,
  });
}

function told(share: Proportion, what: string): Answer<Proportion> {
  const few = tooFew(share.of, what, FEWEST);
  return few ? refused(few) : known(share);
}

/** What alerts that the model raised cost, and what came of them. */
export function impactAlerts(
  log: ImpactLog,
  model: ModelKey,
  hours: Answer<ReaderHours>,
): Answer<ImpactAlerts> {
  const own = log.alerts.filter(({ models }) =>
    models.some(({ modelId, modelVersion: version }) => keyOf({ modelId, version }) === keyOf(model)),
  );
  const few = tooFew(own.length, 'alerts of this model', FEWEST);
  if (few) return refused(few);
  const runs = runsOfModel(log, model);
  const opened = new Map(log.readings.map(({ studyUid, openedAt }) => [studyUid, openedAt]));
  const verdicts = own.map(({ studyUid }) => runs.get(studyUid)?.verdict);
  const right = verdicts.filter((verdict) => verdict === 'present').length;
  const wrong = verdicts.filter((verdict) => verdict === 'absent').length;
  const acknowledged = own.flatMap(({ studyUid, acknowledgedAt }) =>
    acknowledgedAt ? [{ acknowledgedAt, openedAt: opened.get(studyUid) }] : [],
  );
  const unopened = acknowledged.filter(
    ({ acknowledgedAt, openedAt }) =>
      !openedAt || openedAt.getTime() > acknowledgedAt.getTime() + OPENED_WITHIN_MS,
  );
  return known({
    alerts: own.length,
    perReaderHour: mapped(hours, (of) => own.length / of.hours),
    ppv: told(proportion(right, right + wrong), 'alerts in studies that readers judged'),
    acknowledgedMinutes: acknowledgement(own, log.now),
    notOpened: told(proportion(unopened.length, acknowledged.length), 'acknowledged alerts'),
  });
}

/** Alerts that ended otherwise, or are open, waited at least so long. */
function acknowledgement(alerts: ImpactLog['alerts'], now: Date): ImpactAlerts['acknowledgedMinutes'] {
  const minutes = (from: Date, to: Date) => Math.max(0, to.getTime() - from.getTime()) / MINUTE_MS;
  const ended = alerts.flatMap(({ raisedAt, acknowledgedAt }) =>
    acknowledgedAt ? [minutes(raisedAt, acknowledgedAt)] : [],
  );
  const open = alerts.flatMap(({ raisedAt, acknowledgedAt, endedAt }) =>
    acknowledgedAt ? [] : [minutes(raisedAt, endedAt ?? now)],
  );
  const summary = summarise(Float64Array.from(ended), Float64Array.from(open));
  return {
    p50: summary?.quantiles.p50 ?? null,
    p90: summary?.quantiles.p90 ?? null,
    open: open.length,
  };
}
