import { exponential, logNormal, type Random } from '../../queueing/index.js';
import { placeOf, policyVersionOf, targetOf } from '../../triage/index.js';
import type { EventMap, PlaceDecided } from '../../platform/index.js';
import type { DepartmentPlan } from './department.js';
import type { DrawnStudy, EmptyOrder } from './draw.js';
import type { StudyNames } from './names.js';

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
  /** Whether "next" gave it to the reader, or they took it by their own hand. */
  how: 'next' | 'chosen';
  /** By whom, as events name persons. */
  skips: readonly { by: string; minutes: number }[];
  alert: { raisedMinutes: number; acknowledged: { minutes: number; by: string } | null } | null;
  /** `readBack`: what was told was read back, which closes it. */
  critical: {
    identifiedMinutes: number;
    toldMinutes: number;
    readBack: boolean;
    closedMinutes: number | null;
  } | null;
}

/** An entry of the event log as of a time, in milliseconds. */
export interface Told<N extends keyof EventMap = keyof EventMap> {
  atMs: number;
  name: N;
  payload: EventMap[N];
}

export interface Reading {
  openedMinutes: number;
  how: ReadStudy['how'];
  reader: string;
  other: string;
}

/** What else there is about a study. */
interface Around {
  untilMinutes: number;
  random: Random;
  /** By readers as they were simulated. */
  skipped: ReadStudy['skips'];
  /** Who was there when it came. */
  watch: string;
}

const MANY = 1_000_000;

/** Reading, reports, alerts and critical results of a study, up to the end of the time. */
export function becomeOf(
  study: DrawnStudy,
  names: StudyNames,
  reading: Reading | null,
  { untilMinutes, random, skipped, watch }: Around,
): ReadStudy {
  const opened = reading?.openedMinutes ?? MANY;
  const ended = opened + study.readMinutes;
  const trainee = random() < 0.2;
  const final = trainee ? ended + logNormal(90, 0.8, random) : ended;
  const wait = opened - study.readyMinutes;
  const before = (at: number) => (at < untilMinutes ? at : null);
  const aside = random();
  const other = reading?.other ?? '';
  const passedOver = reading && aside > 0.97 && wait > 10 ? [{ by: other, minutes: opened - 6 }] : [];
  return {
    ...study,
    names,
    openedMinutes: before(opened),
    readMinutesEnd: before(ended),
    preliminaryMinutes: trainee ? before(ended) : null,
    finalMinutes: before(final),
    addendumMinutes: random() < 0.01 ? before(final + exponential(1440, random)) : null,
    reader: reading?.reader ?? null,
    other,
    releasedMinutes: reading && aside < 0.02 && wait > 10 ? opened - 5 : null,
    how: reading?.how ?? 'next',
    skips: [...skipped, ...passedOver],
    alert: alertOf(study, Math.min(ended, MANY), { untilMinutes, random, by: reading?.reader ?? watch }),
    critical: criticalOf(study, opened, { untilMinutes, random }),
  };
}

/**
 * Of a flag that came before the study was read. That of a study that is unread at the end was acknowledged before, so that
 * nobody is told of it.
 */
function alertOf(
  { run }: DrawnStudy,
  ended: number,
  { untilMinutes, random, by }: { untilMinutes: number; random: Random; by: string },
): ReadStudy['alert'] {
  const raised = run?.state === 'flagged' ? run.finishedMinutes : MANY;
  const noticed = raised + exponential(6, random);
  const seen = random() < 0.7;
  if (raised >= Math.min(ended, untilMinutes)) return null;
  const unread = ended >= untilMinutes;
  const minutes = unread ? Math.min(noticed, (raised + untilMinutes) / 2) : noticed;
  const acknowledged = unread || (seen && noticed < ended) ? { minutes, by } : null;
  return { raisedMinutes: raised, acknowledged };
}

/** One that nobody has received by the end is left out: it would be told to others. */
function criticalOf(
  { diseased, readMinutes }: DrawnStudy,
  opened: number,
  { untilMinutes, random }: { untilMinutes: number; random: Random },
): ReadStudy['critical'] {
  const identified = opened + 0.6 * readMinutes;
  const told = identified + logNormal(18, 0.7, random);
  const readBack = random() < 0.8;
  const closed = told + exponential(readBack ? 10 : 600, random);
  const noted = diseased && random() < 0.6 && told < untilMinutes;
  if (!noted) return null;
  return {
    identifiedMinutes: identified,
    toldMinutes: told,
    readBack,
    closedMinutes: closed < untilMinutes ? closed : null,
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
  say(examMinutes, 'OrderChanged', { orderId, studyUid, status: 'completed' });
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
  const { run, names, openedMinutes, alert } = study;
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
  if (!alert) return;
  const { raisedMinutes, acknowledged } = alert;
  say(raisedMinutes, 'AlertRaised', { ...whole, alertId });
  if (acknowledged)
    say(acknowledged.minutes, 'AlertAcknowledged', { ...whole, alertId, by: acknowledged.by });
  say(study.readMinutesEnd, 'AlertClosed', { ...whole, alertId, how: 'read' });
}

function tellReading(study: ReadStudy, say: Say, ready: PlaceDecided): void {
  const { reader, other, openedMinutes, readMinutesEnd, releasedMinutes, names } = study;
  const { studyId, studyUid, reportId } = names;
  const whole = { studyId, studyUid };
  for (const { by, minutes } of study.skips)
    say(minutes, 'StudySkipped', { ...whole, by, reasonCode: 'tooComplexNow' });
  if (reader === null || openedMinutes === null) return;
  if (releasedMinutes !== null) {
    say(releasedMinutes - 2, 'StudyClaimed', { ...whole, by: other, token: '1', how: 'next' });
    say(releasedMinutes, 'ClaimEnded', { ...whole, by: other, how: 'released' });
  }
  say(openedMinutes, 'StudyClaimed', { ...whole, by: reader, token: '2', how: study.how });
  say(openedMinutes, 'StudyFirstOpened', whole);
  const begun = openedMinutes + 0.3 * study.readMinutes;
  if (readMinutesEnd === null) return;
  const report = { ...whole, reportId, by: reader };
  say(begun, 'ReportStarted', report);
  for (const { minutes, by, version, stage } of signaturesOf(study))
    say(minutes, 'ReportSigned', { ...report, by, version, stage });
  const read: PlaceDecided = { ...ready, formerBand: ready.band, reading: 'read' };
  say(readMinutesEnd, 'WorklistItemChanged', { ...whole, version: 3, place: read });
  say(readMinutesEnd, 'ClaimEnded', { ...whole, by: reader, how: 'read' });
}

/** What was signed of the report of a study, in its order. A preliminary report is made final by another. */
export function signaturesOf(study: ReadStudy) {
  const { reader, other, preliminaryMinutes, finalMinutes, addendumMinutes } = study;
  const first = reader ?? '';
  const attending = preliminaryMinutes === null ? first : other;
  const stages = [
    { stage: 'preliminary', minutes: preliminaryMinutes, by: first },
    { stage: 'final', minutes: finalMinutes, by: attending },
    { stage: 'addendum', minutes: finalMinutes === null ? null : addendumMinutes, by: attending },
  ] as const;
  return stages
    .flatMap(({ minutes, ...one }) => (minutes === null ? [] : [{ ...one, minutes }]))
    .map((one, at) => ({ ...one, version: at + 1 }));
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

/** An order of which no images are there. */
export function storyOfOrder(order: EmptyOrder, names: StudyNames, startMs: number): Told[] {
  const { orderId, studyUid } = names;
  const { modality, orderClass, status, orderedMinutes, atMinutes } = order;
  const at = (minutes: number) => Math.round(startMs + minutes * 60_000);
  const placed: Told = {
    atMs: at(orderedMinutes),
    name: 'OrderPlaced',
    payload: { orderId, studyUid, modality, orderClass },
  };
  if (status === 'scheduled') return [placed];
  return [placed, { atMs: at(atMinutes), name: 'OrderChanged', payload: { orderId, studyUid, status } }];
}
