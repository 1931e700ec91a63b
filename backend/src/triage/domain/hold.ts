import type { HoldKind, Reason } from '@firstread/contract';

/** Somebody found that the study cannot be read yet. */
export interface StudyHold {
  kind: HoldKind;
  note: string | null;
  /** It ends by itself then, whoever looks. */
  until: Date;
  /** Zone in which readers are told its end. */
  timeZone: string;
}

export function holdStands({ until }: Pick<StudyHold, 'until'>, now: Date): boolean {
  return now < until;
}

/** Whether "next" passes the study over: while the hold stands, but never once the study is overdue. */
export function holdsBack(hold: Pick<StudyHold, 'until'>, dueAt: Date, now: Date): boolean {
  return holdStands(hold, now) && now < dueAt;
}

const why: Readonly<Record<Exclude<HoldKind, 'other'>, string>> = {
  awaitingPriors: 'priors awaited',
  incompleteImages: 'images missing',
  clinicalQuestion: 'clinical question open',
};

export function holdReason({ kind, note, until, timeZone }: StudyHold): Reason {
  return {
    kind: 'hold',
    text: `On hold until ${clockTime(until, timeZone)}: ${kind === 'other' ? (note ?? 'other reason') : why[kind]}`,
  };
}

/** In UTC, and saying so, where the site names a zone that is none. */
function clockTime(instant: Date, timeZone: string): string {
  const options = { hour: '2-digit', minute: '2-digit' } as const;
  try {
    return new Intl.DateTimeFormat('en-GB', { ...options, timeZone }).format(instant);
  } catch {
    return `${new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' }).format(instant)} UTC`;
  }
}
