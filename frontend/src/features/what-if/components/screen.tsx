'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { WhatIfScenario, WhatIfToday } from '@firstread/contract';
import { TableSkeleton } from '@/components/list/data-table';
import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';
import { t } from '@/lib/i18n';
import { fetchToday, todayKey } from '../api/what-if';
import { checked } from '../model/scenario';
import { Assumptions } from './assumptions';
import { Formula } from './formula';
import { Load } from './load';
import { Models } from './models';
import { Order } from './order';
import { Simulation } from './simulation';
import { Sources } from './sources';
import { Staffing } from './staffing';

/** What another staffing, load, model or order would mean for waits. */
export function WhatIfScreen() {
  const query = useQuery({
    queryKey: todayKey,
    queryFn: ({ signal }) => fetchToday(signal),
    // What is being edited is not replaced by a newer today.
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <div className="h-full overflow-y-auto" data-testid="what-if-page">
      <div className="mx-auto flex max-w-[1480px] flex-col gap-4 p-5 max-sm:p-3">
        <header className="max-w-[90ch]">
          <h1 className="text-[16px] font-semibold">{t('whatIf.title')}</h1>
          <p className="mt-0.5 text-[12.5px] text-pretty text-text-2">{t('whatIf.lead')}</p>
          <p className="mt-0.5 text-[12.5px] text-pretty text-text-2">{t('whatIf.notice')}</p>
        </header>
        {query.data ? (
          <Workbench today={query.data} />
        ) : query.isError ? (
          <ErrorState
            title={t('error.load.title')}
            error={query.error}
            onRetry={() => void query.refetch()}
          />
        ) : (
          <TableSkeleton label={t('common.loading')} />
        )}
      </div>
    </div>
  );
}

function Workbench({ today }: { today: WhatIfToday }) {
  const [draft, setDraft] = useState(today.scenario);
  const [valid, setValid] = useState(today.scenario);
  const [edition, setEdition] = useState(0);
  const asked = checked(draft);
  const change = (next: WhatIfScenario): void => {
    setDraft(next);
    const result = checked(next);
    if (result.valid) setValid(result.scenario);
  };
  const reset = (): void => {
    change(today.scenario);
    setEdition(edition + 1);
  };
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-2">
        <Sources today={today} />
        <Button size="sm" disabled={draft === today.scenario} onClick={reset}>
          {t('whatIf.reset')}
        </Button>
      </div>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,5fr)_minmax(0,7fr)]">
        <form
          key={edition}
          className="flex min-w-0 flex-col gap-3"
          onSubmit={(event) => event.preventDefault()}
        >
          <Staffing readers={draft.readers} onChange={(readers) => change({ ...draft, readers })} />
          <Order scenario={draft} today={today.scenario} onChange={change} />
          <Models scenario={draft} onChange={change} />
          <Load
            studyClasses={draft.studyClasses}
            onChange={(studyClasses) => change({ ...draft, studyClasses })}
          />
        </form>
        <div className="flex min-w-0 flex-col gap-3">
          {!asked.valid && (
            <p role="status" className="text-[12.5px] text-amber" data-testid="what-if-wrong">
              {t('whatIf.wrong', { problem: asked.problem, path: asked.path })}
            </p>
          )}
          <Formula scenario={valid} today={today.scenario} onChange={change} />
          <Simulation scenario={valid} today={today.scenario} wrong={!asked.valid} onChange={change} />
          <Assumptions warmUpDays={valid.warmUpDays} />
        </div>
      </div>
    </>
  );
}
