'use client';
import { PendingNote } from '@/components/ui/pending-note';
import { t } from '@/lib/i18n';
import { usePlace } from '../hooks/use-place';
import { useFigures } from '../hooks/use-turnaround';
import { Bars } from './bars';
import { Dashboards } from './dashboards';
import { Export } from './export';
import { Filters } from './filters';
import { Heat } from './heat';
import { Ribbon } from './ribbon';
import { StageCards } from './stage-cards';
import { Survival } from './survival';

/** How long each stage of reading takes, for who decides on staffing, rules and models. The address says what is shown. */
export function TurnaroundScreen() {
  const { asked, change } = usePlace();
  const pending = useFigures(asked, 'none').data?.pending ?? false;
  return (
    <div className="h-full overflow-y-auto" data-testid="turnaround-page">
      <div className="mx-auto flex max-w-[1760px] flex-col gap-3 p-4 max-sm:p-3">
        <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
          <div className="max-w-[100ch] min-w-0">
            <h1 className="text-[16px] font-semibold">{t('turnaround.title')}</h1>
            <p className="text-[12.5px] text-pretty text-text-2">{t('turnaround.lead')}</p>
          </div>
          <div className="flex gap-2">
            <Dashboards place={asked.place} />
            <Export asked={asked} />
          </div>
        </header>
        <div className="flex min-h-7 flex-wrap items-center gap-x-4 gap-y-2">
          <Filters asked={asked} change={change} />
          <PendingNote pending={pending} />
        </div>
        <StageCards asked={asked} />
        <div className="grid grid-cols-1 gap-3 xl:grid-cols-2">
          <Ribbon asked={asked} />
          <Survival asked={asked} change={change} />
          <Bars asked={asked} change={change} />
          <Heat asked={asked} change={change} />
        </div>
      </div>
    </div>
  );
}
