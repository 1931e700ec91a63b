import type { RejectionCount } from '@firstread/contract';
import { t, tn, type MessageKey } from '@/lib/i18n';

const reasons: Readonly<Record<string, MessageKey>> = {
  '113001': 'study.rejected.why.113001',
  '113037': 'study.rejected.why.113037',
  '113038': 'study.rejected.why.113038',
  '113039': 'study.rejected.why.113039',
};

/** How many images are not shown and why, in words; a reason we have no words for is said as it came. */
export function rejectedWords({ code, meaning, images }: RejectionCount): string {
  const known = reasons[code];
  return tn('study.rejected', images, { why: known ? t(known) : meaning });
}
