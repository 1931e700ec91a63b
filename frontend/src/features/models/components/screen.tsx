'use client';
import { useQuery } from '@tanstack/react-query';
import { BrainCircuit, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { modelListSchema, type Model, type ModelList } from '@firstread/contract';
import { ErrorState } from '@/components/ui/error-state';
import { StateView } from '@/components/ui/state';
import { request } from '@/lib/api/http';
import { versionLabel } from '@/lib/format/text';
import { t } from '@/lib/i18n';

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[112px_minmax(0,1fr)] gap-3">
      <dt className="text-text-3">{name}</dt>
      <dd className="min-w-0 break-words text-text-2">{children}</dd>
    </div>
  );
}

function ModelCard({ model }: { model: Model }) {
  return (
    <article data-testid="model" className="rounded-lg border border-line bg-surface-1 p-4">
      <h2 className="flex flex-wrap items-baseline gap-x-2 text-[14px] font-semibold">
        <span className="break-words">{model.name}</span>
        <span className="num font-normal text-text-3">{versionLabel(model.version)}</span>
      </h2>
      <dl className="mt-3 flex flex-col gap-1.5 text-[12px]">
        <Fact name={t('models.manufacturer')}>{model.manufacturer}</Fact>
        <Fact name={t('models.intendedUse')}>{model.intendedUse}</Fact>
        <Fact name={t('models.eligibility')}>{model.eligibility}</Fact>
        <Fact name={t('models.presentation')}>{t(`models.presentation.${model.presentationClass}`)}</Fact>
        <Fact name={t('models.hash')}>
          <span className="num text-[10.5px] break-all text-text-3">{model.sha256}</span>
        </Fact>
      </dl>
    </article>
  );
}

function UnusableCard({ folder, problem }: ModelList['unusable'][number]) {
  return (
    <article
      data-testid="model-unusable"
      className="self-start rounded-lg border border-amber/45 bg-amber-soft p-4"
    >
      <h2 className="flex flex-wrap items-baseline gap-x-2 text-[14px] font-semibold">
        <TriangleAlert size={14} aria-hidden className="self-center text-amber" />
        <span className="break-words">{folder}</span>
        <span className="font-normal text-amber">{t('models.unusable')}</span>
      </h2>
      <p className="mt-2 text-[12px] break-words text-text-2">{problem}</p>
      <p className="mt-1 text-[12px] text-text-3">{t('models.unusable.help')}</p>
    </article>
  );
}

export function ModelsScreen() {
  const query = useQuery({
    queryKey: ['models'],
    queryFn: ({ signal }) => request('/api/v1/models', modelListSchema, { signal }),
  });
  if (query.isError)
    return (
      <ErrorState title={t('error.load.title')} error={query.error} onRetry={() => void query.refetch()} />
    );
  const models = query.data?.models;
  const unusable = query.data?.unusable ?? [];
  if (models?.length === 0 && unusable.length === 0) {
    return (
      <StateView icon={<BrainCircuit size={18} />} title={t('models.empty.title')}>
        {t('models.empty.body')}
      </StateView>
    );
  }
  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto max-w-5xl p-5 max-sm:p-3">
        <h1 className="text-[16px] font-semibold">{t('models.title')}</h1>
        <p className="mt-0.5 mb-4 text-text-2">{t('models.intro')}</p>
        <div className="grid gap-3 lg:grid-cols-2" aria-busy={models === undefined}>
          {models === undefined
            ? [0, 1, 2].map((index) => (
                <div key={index} className="h-48 rounded-lg border border-line bg-surface-1" />
              ))
            : models.map((model) => <ModelCard key={`${model.id} ${model.version}`} model={model} />)}
          {unusable.map((model) => (
            <UnusableCard key={model.folder} {...model} />
          ))}
        </div>
      </div>
    </div>
  );
}
