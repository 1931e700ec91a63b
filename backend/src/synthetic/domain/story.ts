import { exponential, logNormal, type Random } from '../../queueing/index.js';
import { placeOf, policyVersionOf, targetOf } from '../../triage/index.js';
import type { EventMap, PlaceDecided } from '../../platform/index.js';
import type { DepartmentPlan } from './department.js';
import type { CancelledOrder, DrawnStudy } from './draw.js';

/** Names of one study, the same for the same seed. */
export interface StudyNames {
  studyId: string;
  studyUid: string;
  runId: string;
  alertId: string;
  criticalId: string;
  reportId: string;
  orderId: string;
}

/** What became of a study. Minutes from the beginning; null for what did not happen before the end. */
export interface ReadStudy extends DrawnStudy {
  names: StudyNames;
  openedMinutes: number | null;
  readMinutesEnd: number | null;
  preliminaryMinutes: number | null;
  finalMinutes: number | null;
  addendumMinutes: number | null;
  /** Who read it, as events name persons. */
  reader: string | null;
  /** Another reader, who let it go or passed it over. */
  other: string;
  releasedMinutes: number | null;
  skippedMinutes: number | null;
  alertMinutes: number | null;
  acknowledgedMinutes: number | null;
  critical: { identifiedMinutes: number; toldMinutes: number; closedMinutes: number } | null;
}

/** An entry of the event log as of a time, in milliseconds. */
export interface Told<N extends keyof EventMap = keyof EventMap> {
  atMs: number;
  name: N;
  payload: EventMap[N];
}

export interface Reading {
  openedMinutes: number;
  reader: string;
  other: string;
}

const MANY = 1_000_000;

/** Reading, reports, alerts and critical results of a study, up to the end of the time. */
export function becomeOf(
  study: DrawnStudy,
  names: StudyNames,
  reading: Reading | null,
  { untilMinutes, random }: { untilMinutes: number; random: Random },
): ReadStudy {
  const opened = reading?.openedMinutes ?? MANY;
  const ended = opened + study.readMinutes;
  const trainee = random() < 0.2;
  const final = trainee ? ended + logNormal(90, 0.8, random) : ended;
  const wait = opened - study.readyMinutes;
  const before = (at: number) => (at < untilMinutes ? at : null);
  const told = study.run?.state === 'flagged' ? study.run.finishedMinutes + 0.02 : MANY;
  const alert = told < ended ? before(told) : null;
  const noticed = told + exponential(6, random);
  const identified = opened + 0.6 * study.readMinutes;
  const communicated = identified + logNormal(18, 0.7, random);
  const closed = communicated + exponential(10, random);
  const critical = study.diseased && random() < 0.6 && closed < untilMinutes;
  const aside = random();
  return {
    ...study,
    names,
    openedMinutes: before(opened),
    readMinutesEnd: before(ended),
    preliminaryMinutes: trainee ? before(ended) : null,
    finalMinutes: before(final),
    addendumMinutes: random() < 0.01 ? before(final + exponential(1440, random)) : null,
    reader: reading?.reader ?? null,
    other: reading?.other ?? '',
    releasedMinutes: reading && aside < 0.02 && wait > 10 ? opened - 5 : null,
    skippedMinutes: reading && aside > 0.97 && wait > 10 ? opened - 6 : null,
    alertMinutes: alert,
    acknowledgedMinutes: alert !== null && noticed < ended && random() < 0.7 ? before(noticed) : null,
    critical: critical
      ? { identifiedMinutes: identified, toldMinutes: communicated, closedMinutes: closed }
      : null,
  };
}

export interface StoryTime {
  startMs: number;
  /** What a clock at the site shows, YYYY-MM-DDThh:mm:ss. */
  shown(this: void, atMs: number): string;
}

/** What the rooms log of the way of a study, each thing as they word it, in time. */
export function storyOf(study: ReadStudy, plan: DepartmentPlan, { startMs, shown }: StoryTime): Told[] {
  const told: Told[] = [];
  const { studyId, studyUid } = study.names;
  const whole = { studyId, studyUid };
  const say = <N extends keyof EventMap>(minutes: number | null, name: N, payload: EventMap[N]) => {
    if (minutes !== null) told.push({ atMs: Math.round(startMs + minutes * 60_000), name, payload });
  };
  tellOrder(study, say, (minutes) => shown(startMs + minutes * 60_000));
  say(study.readyMinutes, 'StudyCompleted', { ...whole, revision: 1 });
  const ready = placeAt(study, plan, { startMs, suspected: false });
  say(study.readyMinutes, 'WorklistItemChanged', { ...whole, version: 1, place: ready });
  tellAi(study, plan, say, { startMs, ready });
  tellReading(study, say, ready);
  tellCritical(study, say);
  return told.sort((a, b) => a.atMs - b.atMs);
}

type Say = <N extends keyof EventMap>(minutes: number | null, name: N, payload: EventMap[N]) => void;

function tellOrder(study: ReadStudy, say: Say, shown: (minutes: number) => string): void {
  const { kind, orderClass, orderedMinutes, arrivedMinutes, examMinutes, clock } = study;
  const { studyUid, orderId } = study.names;
  if (orderedMinutes === null) return;
  say(orderedMinutes, 'OrderPlaced', { orderId, studyUid, modality: kind.modality, orderClass });
  say(arrivedMinutes, 'OrderChanged', { orderId, studyUid, status: 'inProgress' });
  if (clock === 'silent') return;
  const right = clock === 'ahead' ? examMinutes + 1500 : examMinutes;
  say(examMinutes, 'ExamCompleted', {
    performedStepId: orderId,
    orderId,
    studyUid,
    endedAt: clock === 'unset' ? '1980-01-06T00:00:00' : shown(right),
  });
}

function tellAi(
  study: ReadStudy,
  plan: DepartmentPlan,
  say: Say,
  { startMs, ready }: { startMs: number; ready: PlaceDecided },
): void {
  const { run, names, openedMinutes } = study;
  if (!run) return;
  const { studyId, studyUid, runId, alertId } = names;
  const whole = { studyId, studyUid };
  say(study.readyMinutes + 0.05, 'InferencePlanned', { ...whole, runIds: [runId] });
  say(within(run.startedMinutes, plan), 'InferenceStarted', { ...whole, runId });
  say(within(run.finishedMinutes, plan), 'InferenceFinished', { ...whole, runId, state: run.state });
  if (run.state === 'flagged' && run.finishedMinutes < (openedMinutes ?? MANY)) {
    const place = { ...placeAt(study, plan, { startMs, suspected: true }), formerBand: ready.band };
    if (place.band !== ready.band)
      say(within(run.finishedMinutes, plan), 'WorklistItemChanged', { ...whole, version: 2, place });
  }
  say(study.alertMinutes, 'AlertRaised', { ...whole, alertId });
  if (study.alertMinutes === null) return;
  if (study.acknowledgedMinutes !== null && study.reader !== null)
    say(study.acknowledgedMinutes, 'AlertAcknowledged', { ...whole, alertId, by: study.reader });
  else say(study.readMinutesEnd, 'AlertClosed', { ...whole, alertId, how: 'read' });
}

function tellReading(study: ReadStudy, say: Say, ready: PlaceDecided): void {
  const { reader, other, openedMinutes, readMinutesEnd, releasedMinutes, skippedMinutes, names } = study;
  if (reader === null || openedMinutes === null) return;
  const { studyId, studyUid, reportId } = names;
  const whole = { studyId, studyUid };
  if (releasedMinutes !== null) {
    say(releasedMinutes - 2, 'StudyClaimed', { ...whole, by: other, token: '1', how: 'chosen' });
    say(releasedMinutes, 'ClaimEnded', { ...whole, by: other, how: 'released' });
  }
  say(skippedMinutes, 'StudySkipped', { ...whole, by: other, reasonCode: 'tooComplexNow' });
  say(openedMinutes, 'StudyClaimed', { ...whole, by: reader, token: '2', how: 'next' });
  say(openedMinutes, 'StudyFirstOpened', whole);
  const begun = openedMinutes + 0.3 * study.readMinutes;
  if (readMinutesEnd === null) return;
  const report = { ...whole, reportId, by: reader };
  say(begun, 'ReportStarted', report);
  say(study.preliminaryMinutes, 'ReportSigned', { ...report, version: 1, stage: 'preliminary' });
  say(study.finalMinutes, 'ReportSigned', { ...report, version: 2, stage: 'final' });
  say(study.addendumMinutes, 'ReportSigned', { ...report, version: 3, stage: 'addendum' });
  const read: PlaceDecided = { ...ready, formerBand: ready.band, reading: 'read' };
  say(readMinutesEnd, 'WorklistItemChanged', { ...whole, version: 3, place: read });
  say(readMinutesEnd, 'ClaimEnded', { ...whole, by: reader, how: 'read' });
}

function tellCritical({ critical, names, reader }: ReadStudy, say: Say): void {
  if (!critical || reader === null) return;
  const { studyId, studyUid, criticalId } = names;
  const whole = { studyId, studyUid, criticalId, by: reader };
  say(critical.identifiedMinutes, 'CriticalIdentified', whole);
  say(critical.toldMinutes, 'CriticalCommunicationAttempted', { ...whole, reached: true });
  say(critical.toldMinutes, 'CriticalAcknowledged', whole);
  say(critical.closedMinutes, 'CriticalClosed', whole);
}

/** Before the end of the time. */
function within(minutes: number, { days }: DepartmentPlan): number | null {
  return minutes < days * 1440 ? minutes : null;
}

/** The place that the policy gives a study when it is ready, or when it is suspected. */
export function placeAt(
  { kind, site, orderClass, readyMinutes }: DrawnStudy,
  { rules, ruleVersions, days }: DepartmentPlan,
  { startMs, suspected }: { startMs: number; suspected: boolean },
): PlaceDecided & { dueAt: string } {
  const facts = { orderClass, modalities: [kind.modality], location: null, site };
  const readyMs = Math.round(startMs + readyMinutes * 60_000);
  const targetMinutes = targetOf(facts, rules).minutes;
  const minutes = suspected ? Math.min(targetMinutes, rules.suspicionMinutes) : targetMinutes;
  const dueAt = new Date(readyMs + minutes * 60_000).toISOString();
  const { band } = placeOf({ orderClass, readyMs, suspected, targetMinutes }, rules, readyMs);
  return {
    formerBand: null,
    band,
    orderClass,
    reasons: suspected ? ['ai', 'order'] : ['order'],
    policyVersion: policyVersionOf({ version: ruleVersions[readyMinutes < (days * 1440) / 2 ? 0 : 1] }),
    readyAt: new Date(readyMs).toISOString(),
    modalities: [kind.modality],
    site,
    rankAt: dueAt,
    dueAt,
    why: [...(suspected ? ['Synthetic suspicion'] : []), 'Synthetic order'],
    reading: 'unread',
  };
}

/** An order that was discontinued. */
export function storyOfOrder(order: CancelledOrder, names: StudyNames, startMs: number): Told[] {
  const { orderId, studyUid } = names;
  const { modality, orderClass } = order;
  const at = (minutes: number) => Math.round(startMs + minutes * 60_000);
  return [
    {
      atMs: at(order.orderedMinutes),
      name: 'OrderPlaced',
      payload: { orderId, studyUid, modality, orderClass },
    },
    {
      atMs: at(order.cancelledMinutes),
      name: 'OrderChanged',
      payload: { orderId, studyUid, status: 'discontinued' },
    },
  ];
}
