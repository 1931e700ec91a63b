import type { Alert, CriticalCatalogue, CriticalFinding, CriticalLevel } from '@firstread/contract';
import { fold } from '@/lib/format/text';

/** What is marked: a finding of the catalogue, or one in the reader's own words. */
export interface Choice {
  code: string | null;
  label: string;
  /** Null: the reader says which. */
  level: CriticalLevel | null;
}

const SHORTEST = 2;

const order: Record<CriticalLevel, number> = { red: 0, orange: 1, yellow: 2 };

/** At which words of the text the typed words begin; the earlier the better. Null where one is missing. */
function rank(label: string, typed: readonly string[]): number | null {
  const words = fold(label).split(/[^\p{L}\p{N}]+/u);
  let sum = 0;
  for (const part of typed) {
    const at = words.findIndex((word) => word.startsWith(part));
    if (at < 0) return null;
    sum += at;
  }
  return sum;
}

/** Findings whose words begin as the typed ones, in any order of words; all, the most urgent first, where nothing is typed. */
export function findingsLike(findings: readonly CriticalFinding[], typed: string): CriticalFinding[] {
  const parts = fold(typed).split(/\s+/).filter(Boolean);
  return findings
    .map((finding) => ({ finding, rank: rank(finding.label, parts) }))
    .filter((one): one is { finding: CriticalFinding; rank: number } => one.rank !== null)
    .sort((a, b) => a.rank - b.rank || order[a.finding.level] - order[b.finding.level])
    .map(({ finding }) => finding);
}

export function choiceOf({ code, label, level }: CriticalFinding): Choice {
  return { code, label, level };
}

/** What can be chosen for what is typed; the reader's own words last, where no finding has just these. */
export function choicesFor(findings: readonly CriticalFinding[], typed: string): Choice[] {
  const found = findingsLike(findings, typed);
  const own = typed.trim();
  const named = found.some(({ label }) => fold(label) === fold(own));
  const free: Choice[] = own.length < SHORTEST || named ? [] : [{ code: null, label: own, level: null }];
  return [...found.map(choiceOf), ...free];
}

/** What a reader might mark who looks at the alert: the finding of the catalogue that models call so, or their words. */
export function proposalOf({ finding, suspected }: Alert, findings: readonly CriticalFinding[]): Choice {
  const known = findings.find(({ concept }) => concept && `${concept.scheme} ${concept.value}` === finding);
  if (known) return choiceOf(known);
  return { code: null, label: suspected.replace(/\s+suspected$/i, ''), level: null };
}

/** Minutes that the department gives itself: by the finding at its own level, otherwise by the level. */
export function minutesFor(
  { minutes, findings }: Pick<CriticalCatalogue, 'minutes' | 'findings'>,
  code: string | null,
  level: CriticalLevel,
): number {
  const own = findings.find((finding) => finding.code === code);
  return own?.level === level && own.minutes !== null ? own.minutes : minutes[level];
}
