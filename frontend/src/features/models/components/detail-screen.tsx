'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ChevronLeft } from 'lucide-react';
import Link from 'next/link';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import type { ModelDetail } from '@firstread/contract';
import { ErrorState } from '@/components/ui/error-state';
import { useMay } from '@/lib/auth/session';
import { versionLabel } from '@/lib/format/text';
import { t } from '@/lib/i18n';
import { getModel, modelKeys } from '../api/models';
import { ComparisonTab } from './comparison';
import { HistoryTab } from './history';
import { Loading } from './loading';
import { MonitoringTab } from './monitoring';
import { OverviewTab } from './overview';
import { StageBadge } from './stage';
import { NextStep, PauseButton, RollBackButton } from './steps';
import { Track } from './track';
import { ValidationTab } from './validation';
import { VerificationTab } from './verification';

const TABS = ['overview', 'verification', 'validation', 'monitoring', 'compare', 'history'] as const;
/** Figures of local performance, which not every role sees. */
const MONITORED: readonly string[] = ['monitoring', 'compare'];
type Tab = (typeof TABS)[number];

/** While something is under way the page looks again soon. */
function waits(model: ModelDetail | undefined): boolean {
  return (
    model !== undefined &&
    (model.verification === 'waiting' ||
      model.validations.some((one) => one.state === 'waiting' || one.state === 'running'))
  );
}

export function ModelScreen({ id, version }: { id: string; version: string }) {
  const client = useQueryClient();
  const router = useRouter();
  const query = useQuery({
    queryKey: modelKeys.detail(id, version),
    queryFn: ({ signal }) => getModel(id, version, signal),
    refetchInterval: (state) => (waits(state.state.data) ? 1500 : 10_000),
  });
  const changed = (model: ModelDetail): void => {
    client.setQueryData(modelKeys.detail(model.id, model.version), model);
    void client.invalidateQueries({ queryKey: modelKeys.all });
    if (model.version !== version) router.push(`/models/${model.id}/${model.version}`);
  };
  if (query.data === undefined) {
    return query.isError ? (
      <ErrorState title={t('error.load.title')} error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <div className="p-5">
        <Loading />
      </div>
    );
  }
  const model = query.data;
  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto flex max-w-[1320px] flex-col gap-4 p-5 max-sm:p-3">
        <Header model={model} onChanged={changed} />
        <Track model={model} />
        <NextStep model={model} onChanged={changed} />
        <Tabs model={model} onChanged={changed} />
      </div>
    </div>
  );
}

interface Props {
  model: ModelDetail;
  onChanged: (model: ModelDetail) => void;
}

function Header({ model, onChanged }: Props) {
  const maySeeImpact = useMay('turnaround.read');
  return (
    <header className="flex flex-wrap items-start justify-between gap-3">
      <div className="min-w-0">
        <Link
          href="/models"
          className="inline-flex items-center gap-1 text-[12px] text-text-3 hover:text-text-1"
        >
          <ChevronLeft size={13} aria-hidden /> {t('models.title')}
        </Link>
        <h1 className="flex flex-wrap items-baseline gap-x-2 text-[18px] font-semibold">
          <span className="break-words">{model.name}</span>
          <span className="num font-normal text-text-3">{versionLabel(model.version)}</span>
          <StageBadge stage={model.stage} />
        </h1>
        <p className="text-[12px] text-text-2">{model.manufacturer}</p>
        {maySeeImpact && (
          <Link
            href={`/ai-impact?${new URLSearchParams({ model: model.id, version: model.version }).toString()}`}
            className="text-[12px] text-cyan underline underline-offset-2"
          >
            {t('impact.fromModel')}
          </Link>
        )}
      </div>
      <div className="flex gap-2">
        <RollBackButton model={model} onChanged={onChanged} />
        <PauseButton model={model} onChanged={onChanged} />
      </div>
    </header>
  );
}

function Tabs({ model, onChanged }: Props) {
  const pathname = usePathname();
  const mayMonitor = useMay('model.monitor');
  const asked = useSearchParams().get('tab');
  const shown = TABS.filter((tab) => mayMonitor || !MONITORED.includes(tab));
  const current: Tab = shown.find((tab) => tab === asked) ?? 'overview';
  return (
    <div>
      <nav aria-label={model.name} className="mb-4 flex gap-1 overflow-x-auto border-b border-line">
        {shown.map((tab) => (
          <Link
            key={tab}
            href={`${pathname}?tab=${tab}`}
            scroll={false}
            aria-current={tab === current ? 'page' : undefined}
            className="border-b-2 border-transparent px-2.5 py-2 text-[12px] whitespace-nowrap text-text-2 hover:text-text-1 aria-[current]:border-cyan aria-[current]:text-text-1"
          >
            {t(`models.tab.${tab}`)}
          </Link>
        ))}
      </nav>
      {current === 'overview' && <OverviewTab model={model} />}
      {current === 'verification' && <VerificationTab model={model} onChanged={onChanged} />}
      {current === 'validation' && <ValidationTab model={model} />}
      {current === 'monitoring' && <MonitoringTab model={model} />}
      {current === 'compare' && <ComparisonTab model={model} />}
      {current === 'history' && <HistoryTab model={model} />}
    </div>
  );
}
