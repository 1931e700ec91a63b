'use client';
import { useQuery } from '@tanstack/react-query';
import { BrainCircuit, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import type { Model, ModelList } from '@firstread/contract';
import { DataTable, type Column } from '@/components/list/data-table';
import { ListSection } from '@/components/list/list-section';
import { StateView } from '@/components/ui/state';
import { Instant } from '@/components/ui/instant';
import { versionLabel } from '@/lib/format/text';
import { t } from '@/lib/i18n';
import { getModels, modelKeys } from '../api/models';
import { EvidencePack } from './evidence-pack';
import { StageBadge } from './stage';
import { SubmitModel } from './submit';

const columns: readonly Column<Model>[] = [
  {
    id: 'name',
    head: t('models.name'),
    cell: (model) => (
      <Link href={`/models/${model.id}/${model.version}`} className="font-medium break-words hover:underline">
        {model.name} <span className="num font-normal text-text-3">{versionLabel(model.version)}</span>
      </Link>
    ),
  },
  { id: 'stage', head: t('models.stage'), cell: (model) => <StageBadge stage={model.stage} /> },
  { id: 'since', head: t('models.since'), cell: (model) => <Instant at={model.stageSince} /> },
  { id: 'door', head: t('models.door'), cell: (model) => t(`models.door.${model.door}`) },
  {
    id: 'verification',
    head: t('models.verification'),
    cell: (model) => (
      <span className={model.verification === 'failed' ? 'text-amber' : 'text-text-2'}>
        {t(`models.verification.${model.verification}`)}
      </span>
    ),
  },
  { id: 'manufacturer', head: t('models.manufacturer'), cell: (model) => model.manufacturer },
  {
    id: 'presentation',
    head: t('models.presentation'),
    cell: (model) => (
      <span className="text-text-2">{t(`models.presentation.${model.presentationClass}`)}</span>
    ),
  },
];

function UnusableCard({ folder, problem }: ModelList['unusable'][number]) {
  return (
    <article
      data-testid="model-unusable"
      className="mt-3 rounded-lg border border-amber/45 bg-amber-soft p-4"
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
    queryKey: modelKeys.all,
    queryFn: ({ signal }) => getModels(signal),
    refetchInterval: 5000,
  });
  const models = query.data?.models ?? [];
  const unusable = query.data?.unusable ?? [];
  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto max-w-[1560px] p-5 max-sm:p-3">
        <h1 className="sr-only">{t('models.title')}</h1>
        <ListSection
          title={t('models.title')}
          intro={t('models.intro')}
          query={query}
          action={
            <div className="flex flex-wrap gap-2">
              <EvidencePack />
              <SubmitModel />
            </div>
          }
          testId="models"
          empty={
            query.data && models.length === 0 ? (
              <StateView icon={<BrainCircuit size={18} />} title={t('models.empty.title')}>
                {t('models.empty.body')}
              </StateView>
            ) : null
          }
        >
          <DataTable
            label={t('models.title')}
            columns={columns}
            rows={models}
            rowKey={(model) => `${model.id} ${model.version}`}
            testId="model-table"
          />
        </ListSection>
        {unusable.map((model) => (
          <UnusableCard key={model.folder} {...model} />
        ))}
      </div>
    </div>
  );
}
