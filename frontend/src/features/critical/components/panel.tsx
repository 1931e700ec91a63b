'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { CriticalResult, Study } from '@firstread/contract';
import { KeyHint } from '@/components/keys/key-hint';
import { TableSkeleton } from '@/components/list/data-table';
import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';
import { useMay } from '@/lib/auth/session';
import { t, tn } from '@/lib/i18n';
import { useCriticalKey } from '../hooks/use-critical-key';
import { useOfStudy } from '../hooks/use-critical';
import { useMarkingBasis } from '../hooks/use-marking';
import { MarkForm } from './mark-form';
import { ResultCard } from './result-card';
import type { Acting } from '../model/acting';
import { StepDialog } from './step-dialogs';

const none: readonly CriticalResult[] = [];

/** How many of the study are open, in the tab of the panel. */
export function CriticalTabMark({ study }: { study: Study }) {
  const open = useOfStudy(study.studyInstanceUid).open.data?.results.length ?? 0;
  if (open === 0) return null;
  return (
    <span
      data-testid="critical-tab-count"
      title={tn('critical.tab.open', open)}
      className="tabular rounded bg-red-soft px-1 text-[11px] font-semibold text-red"
    >
      {open}
      <span className="sr-only"> {t('critical.tab.toTell')}</span>
    </span>
  );
}

interface Props {
  study: Study;
  /** Brings the panel to the front. */
  show: () => void;
}

/** Critical results of the study beside its images: what is open, and the form that marks another. */
export function CriticalPanel({ study, show }: Props) {
  const { open, done } = useOfStudy(study.studyInstanceUid);
  const may = useMay('critical.write');
  const [acting, setActing] = useState<Acting | null>(null);
  const results = open.data?.results ?? none;
  const ended = done.data?.results ?? none;
  const live = acting && (results.find(({ id }) => id === acting.result.id) ?? acting.result);
  if (open.isError && !open.data)
    return (
      <ErrorState title={t('critical.panel.error')} error={open.error} onRetry={() => void open.refetch()} />
    );
  if (!open.data) return <TableSkeleton label={t('common.loading')} />;
  const onStep = (step: Acting['step'], result: CriticalResult): void => setActing({ step, result });
  return (
    <div data-testid="critical-panel" className="flex flex-col gap-4 p-3 text-[13px]">
      {results.length > 0 && (
        <Results title={t('critical.panel.open')} results={results} onStep={may ? onStep : null} />
      )}
      {may && <Marker study={study} show={show} first={results.length === 0} />}
      {!may && results.length === 0 && <p className="text-text-3">{t('critical.panel.none')}</p>}
      {ended.length > 0 && <Results title={t('critical.panel.done')} results={ended} onStep={null} />}
      {acting && live && <StepDialog acting={{ ...acting, result: live }} onClose={() => setActing(null)} />}
    </div>
  );
}

function Results({ title, results, onStep }: ResultsProps) {
  return (
    <section aria-label={title}>
      <h3 className="mb-1.5 text-[12px] font-medium text-text-2">{title}</h3>
      <ul className="flex flex-col gap-2">
        {results.map((result) => (
          <ResultCard key={result.id} result={result} onStep={onStep} />
        ))}
      </ul>
    </section>
  );
}

interface ResultsProps {
  title: string;
  results: readonly CriticalResult[];
  onStep: ((step: Acting['step'], result: CriticalResult) => void) | null;
}

/** The form, at once where nothing is open; otherwise behind its button and its key. */
function Marker({ study, show, first }: Props & { first: boolean }) {
  const [asked, setAsked] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const { catalogue, callees, alerts } = useMarkingBasis(study.studyInstanceUid);
  const path = usePathname();
  const alertId = useSearchParams().get('critical');
  // At once: the next key is the first letter of the finding, and not a key of the viewer.
  const start = (): void => {
    flushSync(() => {
      show();
      setAsked(true);
    });
    root.current?.querySelector<HTMLElement>('[data-testid="critical-finding"]')?.focus();
  };
  useCriticalKey(start);
  const onAlert = useEffectEvent(() => {
    show();
    setAsked(true);
  });
  useEffect(() => {
    if (alertId !== null) onAlert();
  }, [alertId]);
  const marked = (): void => {
    setAsked(false);
    if (alertId !== null) window.history.replaceState(null, '', path);
    (document.activeElement as HTMLElement | null)?.blur();
  };
  if (!first && !asked)
    return (
      <Button onClick={start} data-testid="critical-mark-another" className="self-start">
        {t('critical.mark.another')} <KeyHint action="critical" />
      </Button>
    );
  if (catalogue.isError && !catalogue.data)
    return (
      <ErrorState
        title={t('critical.panel.error')}
        error={catalogue.error}
        onRetry={() => void catalogue.refetch()}
      />
    );
  return (
    <div ref={root}>
      <h3 className="mb-1.5 flex items-center gap-2 text-[12px] font-medium text-text-2">
        {t('critical.mark.title')} <KeyHint action="critical" />
      </h3>
      {catalogue.data && !callees.isPending && (
        <MarkForm
          studyUid={study.studyInstanceUid}
          catalogue={catalogue.data}
          callees={callees.data}
          alerts={alerts.data ?? []}
          alertId={alertId}
          onMarked={marked}
        />
      )}
    </div>
  );
}
