'use client';
import { Check, Sparkles, TriangleAlert } from 'lucide-react';
import type { Alert } from '@firstread/contract';
import { PatientName } from '@/components/clinical/patient-name';
import { StudyLink } from '@/components/clinical/study-link';
import { Button } from '@/components/ui/button';
import { Instant } from '@/components/ui/instant';
import { useMay } from '@/lib/auth/session';
import { useNowRounded } from '@/lib/clock/use-now';
import { formatDuration } from '@/lib/format/duration';
import { versionLabel } from '@/lib/format/text';
import { t, tn } from '@/lib/i18n';
import type { PanelRow } from '../model/kept-rows';

function modelsOf({ models }: Alert): string {
  return models.map(({ modelName, modelVersion }) => `${modelName} ${versionLabel(modelVersion)}`).join(', ');
}

function Times({ alert }: { alert: Alert }) {
  const now = useNowRounded(10_000);
  const level = t(`alerts.level.${alert.level}`);
  const next = alert.dueAt === null ? null : Date.parse(alert.dueAt) - now;
  return (
    <p className="tabular flex flex-wrap gap-x-2 text-[12px] text-text-2">
      <span>{t('alerts.waiting', { time: formatDuration(now - Date.parse(alert.raisedAt)) })}</span>
      <span className={alert.level === 'reader' ? '' : 'text-amber'}>{level}</span>
      {next !== null && (
        <span className="text-text-3">{t('alerts.next', { time: formatDuration(next) })}</span>
      )}
      {alert.undelivered > 0 && (
        <span className="flex items-center gap-1 text-amber">
          <TriangleAlert size={12} aria-hidden /> {tn('alerts.undelivered', alert.undelivered)}
        </span>
      )}
    </p>
  );
}

/** Opens the study with the finding proposed as critical; the reader decides. */
function MarkLink({ alert, onOpen }: { alert: Alert; onOpen: () => void }) {
  if (!useMay('critical.write')) return null;
  const { id, studyInstanceUid, patient, suspected } = alert;
  return (
    <StudyLink
      studyUid={studyInstanceUid}
      seen={patient && { patient, row: null }}
      search={`?critical=${id}`}
      onClick={onOpen}
      aria-label={t('critical.alert.mark.of', { name: patient?.name ?? '', suspected })}
      data-testid="alert-mark"
      className="inline-flex h-6 items-center rounded-md border border-line-strong bg-surface-2 px-2 text-[12px] hover:bg-surface-3"
    >
      {t('critical.alert.mark')}
    </StudyLink>
  );
}

interface Props {
  row: PanelRow;
  onOpen: () => void;
  onAcknowledge: (() => void) | null;
}

export function AlertRow({ row: { alert, gone }, onOpen, onAcknowledge }: Props) {
  const name = alert.patient?.name ?? '';
  return (
    <li data-testid="alert-row" data-gone={gone} className="border-b border-line px-3 py-2 last:border-b-0">
      <p className="flex items-center gap-1.5 text-[13px] font-medium text-violet">
        <Sparkles size={13} aria-hidden className="shrink-0" />
        <span className="min-w-0 break-words">{alert.suspected}</span>
      </p>
      <p className="truncate text-[13px]">
        <PatientName name={name} />
        {alert.studyDescription !== null && <bdi className="text-text-2"> · {alert.studyDescription}</bdi>}
      </p>
      <p className="text-[12px] break-words text-text-3">{t('alerts.models', { models: modelsOf(alert) })}</p>
      <Times alert={alert} />
      <div className="mt-1.5 flex h-6 items-center gap-2">
        <StudyLink
          studyUid={alert.studyInstanceUid}
          seen={alert.patient && { patient: alert.patient, row: null }}
          onClick={onOpen}
          aria-label={t('alerts.open.of', { name })}
          className="inline-flex h-6 items-center rounded-md border border-line-strong bg-surface-2 px-2 text-[12px] hover:bg-surface-3"
        >
          {t('alerts.open')}
        </StudyLink>
        {!gone && <MarkLink alert={alert} onOpen={onOpen} />}
        {gone ? (
          <span className="flex items-center gap-1 text-[12px] text-text-2">
            <Check size={13} aria-hidden /> {t('alerts.gone')}
          </span>
        ) : (
          onAcknowledge && (
            <Button
              size="sm"
              variant="primary"
              onClick={onAcknowledge}
              aria-label={t('alerts.acknowledge.of', { suspected: alert.suspected, name })}
              data-testid="alert-acknowledge"
            >
              {t('alerts.acknowledge')}
            </Button>
          )
        )}
      </div>
    </li>
  );
}

export function WithdrawnRow({ alert }: { alert: Alert }) {
  return (
    <li data-testid="alert-withdrawn" className="text-[12px] text-text-2">
      {alert.suspected} · <PatientName name={alert.patient?.name ?? ''} /> · {modelsOf(alert)}
      {alert.ended !== null && (
        <>
          {' · '}
          <Instant at={alert.ended.at} />
        </>
      )}
    </li>
  );
}
