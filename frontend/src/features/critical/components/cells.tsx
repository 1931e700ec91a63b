'use client';
import { Phone, Sparkles, TriangleAlert } from 'lucide-react';
import type { Callee, CriticalReceipt, CriticalResult } from '@firstread/contract';
import { StudyOfPatient } from '@/components/clinical/study-of-patient';
import { Button } from '@/components/ui/button';
import { Instant } from '@/components/ui/instant';
import { useSession } from '@/lib/auth/session';
import { useNowRounded } from '@/lib/clock/use-now';
import { formatDuration } from '@/lib/format/duration';
import { nameOf } from '@/lib/format/patient';
import { t, tn } from '@/lib/i18n';
import { useTaking } from '../hooks/use-critical';
import { roleWords } from '../model/callee-choice';

export function patientOf({ patient }: Pick<CriticalResult, 'patient'>): string {
  return patient ? nameOf(patient) : t('critical.studyGone');
}

export function Finding({ result }: { result: CriticalResult }) {
  return (
    <div className="leading-[16px]">
      <p className="font-medium break-words">
        {result.fromAlert && (
          <span title={t('critical.fromAlert')}>
            <Sparkles size={12} aria-hidden className="mr-1 inline text-violet" />
            <span className="sr-only">{t('critical.fromAlert')}: </span>
          </span>
        )}
        <bdi>{result.finding}</bdi>
      </p>
      {result.note !== null && (
        <p className="line-clamp-2 break-words text-text-3" title={result.note}>
          <bdi>{result.note}</bdi>
        </p>
      )}
    </div>
  );
}

export function PatientStudy({ result }: { result: CriticalResult }) {
  const { patient } = result;
  if (patient)
    return (
      <div className="min-w-0">
        <StudyOfPatient study={{ ...result, patient }} />
        <p className="leading-[16px] text-text-3">
          <bdi className="num">{patient.id || t('patient.noId')}</bdi>
          {patient.birthDate !== null && ` · ${t('critical.born', { date: patient.birthDate })}`}
        </p>
      </div>
    );
  return <span className="text-text-3 italic">{t('critical.studyGone')}</span>;
}

/** A number that a phone calls with a tap. */
export function PhoneNumber({ phone }: { phone: string }) {
  return (
    <a
      href={`tel:${phone.replace(/[^+\d*#,;]/g, '')}`}
      aria-label={t('critical.call.phone', { phone })}
      className="tabular inline-flex min-h-6 items-center whitespace-nowrap gap-1 text-cyan hover:underline max-md:min-h-9 print:text-text-1"
    >
      <Phone size={12} aria-hidden /> {phone}
    </a>
  );
}

export function WhomToCall({ callee }: { callee: Callee | null }) {
  if (!callee) return <span className="text-text-3">{t('critical.call.none')}</span>;
  return (
    <div className="leading-[16px]">
      <p className="break-words">
        <bdi>{callee.name}</bdi>
        {callee.role !== null && <bdi className="text-text-3"> · {roleWords(callee.role)}</bdi>}
      </p>
      {callee.phone !== null && callee.phone !== '' && <PhoneNumber phone={callee.phone} />}
    </div>
  );
}

/** Who sees to it, and the press that takes it or gives it back. */
export function Assignee({ result, mayWrite }: { result: CriticalResult; mayWrite: boolean }) {
  const { id } = useSession();
  const taking = useTaking();
  const { assignee, finding } = result;
  const own = assignee?.id === id;
  const of = { finding, name: patientOf(result) };
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <bdi data-testid="critical-assignee" className={assignee ? '' : 'text-text-3'}>
        {own ? t('critical.assignee.me') : (assignee?.name ?? t('critical.assignee.none'))}
      </bdi>
      {mayWrite && (
        <Button
          size="sm"
          variant={own ? 'ghost' : 'secondary'}
          disabled={taking.isPending}
          onClick={() => taking.mutate(result)}
          aria-label={t(own ? 'critical.giveBack.of' : 'critical.take.of', of)}
          data-testid="critical-take"
          className="max-md:h-9 print:hidden"
        >
          {t(own ? 'critical.giveBack' : 'critical.take')}
        </Button>
      )}
      <HandedOver result={result} />
    </div>
  );
}

/** What the shift before said of it. */
function HandedOver({ result: { handedOver } }: { result: CriticalResult }) {
  const last = handedOver.at(-1);
  if (!last) return null;
  return (
    <p data-testid="critical-handed-over" className="w-full leading-[16px] break-words text-text-3">
      <bdi>{t('critical.handedOver', { by: last.by })}</bdi>
      {last.note !== null && <bdi className="text-text-2">: {last.note}</bdi>}
    </p>
  );
}

export function Attempts({ result: { attempts } }: { result: CriticalResult }) {
  const last = attempts.at(-1);
  if (!last) return <span className="text-text-3">{t('critical.attempts.none')}</span>;
  const { called, reached, at } = last;
  return (
    <div className="leading-[16px]" data-testid="critical-attempts">
      <p className="tabular">
        {attempts.length} · <Instant at={at} />
      </p>
      <p className="break-words text-text-3">
        {t(reached ? 'critical.attempts.reached' : 'critical.attempts.notReached', { called })}
      </p>
    </div>
  );
}

export function Told({ result: { told, tellAt, undelivered } }: { result: CriticalResult }) {
  const now = useNowRounded(10_000);
  return (
    <div className="leading-[16px]">
      <p className={told === 'nobody' ? 'text-text-3' : 'text-amber'}>{t(`critical.told.${told}`)}</p>
      {tellAt !== null && (
        <p className="tabular text-text-3">
          {t('critical.told.next', { time: formatDuration(Date.parse(tellAt) - now) })}
        </p>
      )}
      {undelivered > 0 && (
        <p className="flex items-center gap-1 text-amber">
          <TriangleAlert size={12} aria-hidden /> {tn('critical.undelivered', undelivered)}
        </p>
      )}
    </div>
  );
}

export function Receiver({ receipt }: { receipt: CriticalReceipt | null }) {
  if (!receipt) return <span className="text-text-3">–</span>;
  return (
    <p className="leading-[16px] break-words">
      <bdi>{receipt.receiver}</bdi>
      {receipt.receiverRole !== null && <bdi className="text-text-3"> · {receipt.receiverRole}</bdi>}
    </p>
  );
}

/** By whom, when, how. */
export function Communication({ receipt }: { receipt: CriticalReceipt | null }) {
  if (!receipt) return <span className="text-text-3">–</span>;
  return (
    <div className="leading-[16px]">
      <p>
        <Instant at={receipt.communicatedAt} />, {t(`critical.how.${receipt.how}`)}
      </p>
      <p className="text-text-3">
        <bdi>{receipt.communicatedBy}</bdi>
      </p>
    </div>
  );
}
