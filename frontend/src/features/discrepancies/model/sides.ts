import type { GradedDiscrepancy } from '@firstread/contract';
import { t } from '@/lib/i18n';

/** Two texts that were said of one study. */
export interface Sides {
  /** Under which heading both stand; none where one of them has none. */
  section: string | null;
  heads: readonly [string, string];
  texts: readonly [string, string];
}

/** What is to be set side by side, with who said it. */
export function sidesOf(one: GradedDiscrepancy): Sides[] {
  if (one.kind === 'preliminaryFinal') {
    const { resident, attending, sections } = one.comparison;
    const heads = [
      t('discrepancies.side.preliminary', { name: resident }),
      t('discrepancies.side.final', { name: attending }),
    ] as const;
    return sections.map(({ section, preliminary, final }) => ({
      section: t(`report.section.${section}`),
      heads,
      texts: [preliminary, final] as const,
    }));
  }
  const { emergency, radiologist, impression } = one.comparison;
  const suspected = t(emergency.suspected ? 'emergency.suspected' : 'emergency.notSuspected');
  return [
    {
      section: null,
      heads: [
        t('discrepancies.side.emergency', { name: emergency.physician, suspected }),
        t('discrepancies.side.final', { name: radiologist }),
      ],
      texts: [emergency.text, impression],
    },
  ];
}
