'use client';
import Link from 'next/link';
import { ArrowLeft, Download } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Study } from '@firstread/contract';
import { bandKind } from '@/components/clinical/band';
import { BandBadge } from '@/components/clinical/band-badge';
import { ClaimMark } from '@/components/clinical/claim-mark';
import { PatientName } from '@/components/clinical/patient-name';
import { reasonLine } from '@/components/clinical/reasons';
import { ageAndSex } from '@/lib/format/patient';
import { t } from '@/lib/i18n';

function Identity({ study }: { study: Study }) {
  const { patient } = study;
  return (
    <div className="min-w-0">
      <h1
        className="truncate text-[15px] leading-5 font-semibold"
        title={patient.name}
        data-testid="patient-name"
      >
        <PatientName name={patient.name} />
      </h1>
      <p className="tabular truncate text-[12px] leading-4 text-text-2">
        <bdi className="num text-text-1" data-testid="patient-id">
          {patient.id || t('patient.noId')}
        </bdi>
        {' · '}
        {ageAndSex(patient, study.studyDate ?? study.firstReceivedAt) || t('common.unknown')}
        {patient.birthDate !== null && ` · ${t('study.born', { date: patient.birthDate })}`}
      </p>
    </div>
  );
}

function Exam({ study }: { study: Study }) {
  return (
    <div className="min-w-0 border-l border-line-strong pl-4 max-md:hidden">
      <p className="truncate leading-5 font-medium" title={study.studyDescription ?? ''}>
        <bdi dir="auto">{study.studyDescription ?? '–'}</bdi>
      </p>
      <p className="tabular truncate text-[12px] leading-4 text-text-2">
        {study.studyDate ?? '–'}
        {study.accessionNumber !== null && study.accessionNumber !== '' && (
          <>
            {' · '}
            <bdi className="num">{t('study.accession', { number: study.accessionNumber })}</bdi>
          </>
        )}
      </p>
    </div>
  );
}

/** Whose images these are, always in the same place. */
export function PatientBanner({ study, actions }: { study: Study; actions?: ReactNode }) {
  const row = study.worklistItem;
  return (
    <header
      data-testid="patient-banner"
      data-study-uid={study.studyInstanceUid}
      className="flex h-[52px] shrink-0 items-center gap-4 border-b border-line-strong bg-surface-1 px-2 pr-4"
    >
      <Link
        href="/worklist"
        className="flex h-8 shrink-0 items-center gap-1.5 rounded-md px-2 text-[12px] text-text-2 hover:bg-surface-2 hover:text-text-1"
      >
        <ArrowLeft size={15} aria-hidden />
        <span className="max-md:sr-only">{t('study.back')}</span>
      </Link>
      <Identity study={study} />
      <Exam study={study} />
      <div className="ml-auto flex min-w-0 items-center gap-3">
        {study.state === 'receiving' && (
          <span className="flex shrink-0 items-center gap-1.5 text-[12px] text-cyan">
            <Download size={13} aria-hidden />
            <span className="max-sm:sr-only">{t('study.receiving')}</span>
          </span>
        )}
        {row ? (
          <>
            <span
              className="min-w-0 truncate text-[12px] text-text-2 max-lg:hidden"
              title={row.reasons.map((reason) => reason.text).join('\n')}
            >
              {reasonLine(row.reasons)}
            </span>
            <ClaimMark claim={row.claim} />
            <span className="shrink-0">
              <BandBadge kind={bandKind(row)} />
            </span>
          </>
        ) : (
          <span className="text-[12px] text-text-3 max-lg:hidden">{t('study.notOnList')}</span>
        )}
        {actions}
      </div>
    </header>
  );
}
