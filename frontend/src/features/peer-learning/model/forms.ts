import {
  givePeerReviewSchema,
  peerLearningSettingsChangeSchema,
  type GivePeerReview,
  type PeerLearningSettingsChange,
} from '@firstread/contract';
import { check, type Checked } from '@/lib/form/problems';
import { textOf } from '@/lib/form/text-of';

/** Categories are asked for where they disagree; the form hides them otherwise. */
export function readReview(form: FormData): Checked<GivePeerReview> {
  return check(givePeerReviewSchema, {
    verdict: textOf(form, 'verdict'),
    categories: form.getAll('categories'),
    comment: textOf(form, 'comment'),
  });
}

export function readSettings(form: FormData, expectedVersion: number): Checked<PeerLearningSettingsChange> {
  return check(peerLearningSettingsChangeSchema, {
    percent: numberOf(textOf(form, 'percent')),
    capPerReader: numberOf(textOf(form, 'capPerReader')),
    blind: form.has('blind'),
    expectedVersion,
  });
}

/** NaN for what is no number, and for nothing. */
function numberOf(text: string): number {
  return text.trim() === '' ? NaN : Number(text);
}
