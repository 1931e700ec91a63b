import { t } from '@/lib/i18n';
import type { VolumeProblem } from './volume';

/** Why other planes of a series cannot be shown. */
export function volumeWords(problem: VolumeProblem): string {
  if (problem.kind === 'few') return t('study.mpr.few', { count: problem.count, needed: problem.needed });
  if (problem.kind === 'tilt') return t('study.mpr.tilt', { degrees: problem.degrees.toFixed(1) });
  if (problem.kind === 'gaps')
    return t('study.mpr.gaps', {
      smallest: problem.smallest.toFixed(2),
      largest: problem.largest.toFixed(2),
    });
  return t(`study.mpr.${problem.kind}`);
}
