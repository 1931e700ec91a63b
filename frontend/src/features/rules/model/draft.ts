import { readingRulesSchema, type ReadingRules, type TargetException } from '@firstread/contract';
import { check, type Checked } from '@/lib/form/problems';

/** Rules while they are edited. What was typed is kept as it is; `checkDraft` says what is wrong with it. */
export type Draft = ReadingRules;

export function withTarget(draft: Draft, orderClass: keyof Draft['targets'], minutes: number): Draft {
  return { ...draft, targets: { ...draft.targets, [orderClass]: minutes } };
}

export function withException(draft: Draft, index: number, change: Partial<TargetException>): Draft {
  return {
    ...draft,
    exceptions: draft.exceptions.map((one, at) => (at === index ? { ...one, ...change } : one)),
  };
}

/** A new one begins with the target that its studies have now. */
export function addException(draft: Draft): Draft {
  const { routine: minutes } = draft.targets;
  const fresh: TargetException = {
    orderClass: 'routine',
    modality: null,
    location: null,
    site: null,
    minutes,
  };
  return { ...draft, exceptions: [...draft.exceptions, fresh] };
}

export function removeException(draft: Draft, index: number): Draft {
  return { ...draft, exceptions: draft.exceptions.filter((_, at) => at !== index) };
}

/** Of a typed condition; empty means that it does not matter. */
export function conditionOf(text: string): string | null {
  return text.trim() === '' ? null : text;
}

export function checkDraft(draft: Draft): Checked<ReadingRules> {
  return check(readingRulesSchema, draft);
}

export function sameRules(a: ReadingRules, b: ReadingRules): boolean {
  return JSON.stringify(readingRulesSchema.parse(a)) === JSON.stringify(readingRulesSchema.parse(b));
}
