'use client';
import { useState } from 'react';
import type { DiscrepancyGrade, EmergencyInterpretation, SectionDifference } from '@firstread/contract';
import { ComparedText } from '@/components/clinical/compared-text';
import { GradingFields } from '@/components/clinical/grading-fields';
import { t } from '@/lib/i18n';
import type { GradableKind, GivenGradings } from '../model/gradings';

/** What the signer grades together with the signature. */
export function useGradings() {
  const [given, setGiven] = useState<GivenGradings>({
    preliminaryFinal: { grade: '', note: '' },
    emergency: { grade: '', note: '' },
  });
  const change = (kind: GradableKind, grade: DiscrepancyGrade | '', note: string): void =>
    setGiven((now) => ({ ...now, [kind]: { grade, note } }));
  return { given, change };
}

interface Props {
  kinds: readonly GradableKind[];
  differences: readonly SectionDifference[];
  emergency: EmergencyInterpretation | null;
  gradings: ReturnType<typeof useGradings>;
}

/** What was said of the study before, beside what is signed now, and how far apart they are. */
export function SignedGradings({ kinds, differences, emergency, gradings: { given, change } }: Props) {
  return kinds.map((kind) => (
    <div key={kind} className="flex flex-col gap-2" data-testid={`sign-${kind}`}>
      {kind === 'preliminaryFinal' &&
        differences.map(({ section, preliminary, final }) => (
          <ComparedText
            key={section}
            heads={[
              t('report.sign.was', { section: t(`report.section.${section}`) }),
              t('report.sign.now', { section: t(`report.section.${section}`) }),
            ]}
            texts={[preliminary, final]}
          />
        ))}
      {kind === 'emergency' && emergency && (
        <p className="rounded-md bg-surface-2 p-2">
          <span className="text-text-3">{t('emergency.title')}: </span>
          <bdi>{emergency.text}</bdi>
        </p>
      )}
      <GradingFields
        kind={kind}
        {...given[kind]}
        later
        onChange={(grade, note) => change(kind, grade, note)}
      />
    </div>
  ));
}
