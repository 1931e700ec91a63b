'use client';
import { useMemo, useState } from 'react';
import type { ReadingRules } from '@firstread/contract';
import type { Problems } from '@/lib/form/problems';
import { checkDraft, sameRules, type Draft } from '../model/draft';

const noProblems: Problems = {};

/** Rules as they are edited, and the last ones that made sense. */
export function useDraft(active: ReadingRules) {
  const [draft, setDraft] = useState<Draft>(active);
  const [valid, setValid] = useState<ReadingRules>(active);
  const problems = useMemo(() => {
    const checked = checkDraft(draft);
    return 'problems' in checked ? checked.problems : noProblems;
  }, [draft]);
  const change = (next: Draft): void => {
    setDraft(next);
    const checked = checkDraft(next);
    if ('input' in checked) setValid(checked.input);
  };
  return {
    draft,
    valid,
    problems,
    change,
    discard: () => change(active),
    changed: Object.keys(problems).length > 0 || !sameRules(valid, active),
  };
}
