import { holdWindow } from '@firstread/contract';

const MINUTE = 60_000;
const MINUTES = [15, 30, 60, 120];

/** An end that a reader can choose; without minutes: when the study is due. */
export interface HoldChoice {
  minutes: number | null;
  until: string;
}

/**
 * The ends that a hold of the study can have now, the soonest first. They are full minutes, as clocks show them. None where it
 * is due too soon.
 */
export function holdChoices(dueAt: string, now: number): HoldChoice[] {
  const due = new Date(dueAt);
  const window = holdWindow(due, new Date(now));
  if (!window) return [];
  const choices = MINUTES.map((minutes): { minutes: number | null; end: number } => ({
    minutes,
    end: Math.floor((now + minutes * MINUTE) / MINUTE) * MINUTE,
  })).filter(({ end }) => end <= window.latest.getTime());
  const [latest, last] = [window.latest.getTime(), choices.at(-1)?.end ?? 0];
  const untilDue = latest === due.getTime() && choices.length < MINUTES.length && latest - last >= MINUTE;
  const all = untilDue ? [...choices, { minutes: null, end: due.getTime() }] : choices;
  return all.map(({ minutes, end }) => ({ minutes, until: new Date(end).toISOString() }));
}
