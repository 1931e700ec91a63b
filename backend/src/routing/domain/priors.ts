/** A study as a peer describes it, as far as choosing needs it. */
export interface Candidate {
  studyInstanceUid: string;
  /** YYYYMMDD; null where the peer has none. */
  studyDate: string | null;
  modalities: readonly string[];
  patientId: string | null;
  /** YYYYMMDD; null where the peer has none. */
  birthDate: string | null;
}

/** The study whose priors are wanted. */
export interface PresentStudy {
  studyInstanceUid: string;
  studyDate: string | null;
  modalities: readonly string[];
  patientId: string;
  birthDate: string | null;
}

export interface PriorChoice {
  maximum: number;
  withinDays: number;
  sameModality: boolean;
}

const DAY_MS = 86_400_000;

/**
 * Which of the studies that a peer has are fetched as priors: of the very patient, whose birth date does not differ,
 * not later than the study itself, the newest first.
 */
export function choosePriors(
  present: PresentStudy,
  candidates: readonly Candidate[],
  choice: PriorChoice,
): string[] {
  const suitable = candidates.filter(
    (one) =>
      one.studyInstanceUid !== present.studyInstanceUid &&
      samePerson(present, one) &&
      isWithin(present.studyDate, one.studyDate, choice.withinDays) &&
      (!choice.sameModality || one.modalities.some((modality) => present.modalities.includes(modality))),
  );
  const newestFirst = suitable.sort((a, b) => ((a.studyDate ?? '') < (b.studyDate ?? '') ? 1 : -1));
  return [...new Set(newestFirst.map((one) => one.studyInstanceUid))].slice(0, choice.maximum);
}

/** The identifier must be the same; a birth date that both have must not differ. */
function samePerson(present: PresentStudy, one: Candidate): boolean {
  if (one.patientId !== present.patientId) return false;
  return !one.birthDate || !present.birthDate || one.birthDate === present.birthDate;
}

function isWithin(until: string | null, date: string | null, days: number): boolean {
  const [from, to] = [timeOf(date), timeOf(until) ?? Infinity];
  if (from === undefined) return false;
  return from <= to && (to === Infinity || to - from <= days * DAY_MS);
}

function timeOf(date: string | null): number | undefined {
  const parts = /^(\d{4})(\d{2})(\d{2})$/.exec(date ?? '');
  return parts ? Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])) : undefined;
}
