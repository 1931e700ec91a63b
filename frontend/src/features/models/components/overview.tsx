import type { ReactNode } from 'react';
import type { ModelDetail } from '@firstread/contract';
import { t } from '@/lib/i18n';
import { ModelCard } from './model-card';

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[128px_minmax(0,1fr)] gap-3 max-sm:grid-cols-1 max-sm:gap-0">
      <dt className="text-text-3">{name}</dt>
      <dd className="min-w-0 break-words text-text-2">{children}</dd>
    </div>
  );
}

/** What the vendor states: claims, not measurements. */
export function OverviewTab({ model }: { model: ModelDetail }) {
  const { manifest } = model;
  const { regulatory } = manifest;
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <dl className="flex flex-col gap-2 text-[12px]">
        <Fact name={t('models.intendedUse')}>{model.intendedUse}</Fact>
        <Fact name={t('models.eligibility')}>{model.eligibility}</Fact>
        <Fact name={t('models.presentation')}>{t(`models.presentation.${model.presentationClass}`)}</Fact>
        <Fact name={t('models.door')}>{t(`models.door.${model.door}`)}</Fact>
        <Fact name={t('models.regulatory')}>
          {regulatory.class}, {regulatory.status}
          {regulatory.clearance ? `, ${regulatory.clearance}` : ''}
        </Fact>
        <Fact name={t('models.limitations')}>
          <ul className="list-disc pl-4">
            {manifest.limitations.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </Fact>
        <Fact name={t('models.claims')}>
          {manifest.performance.length === 0 && t('models.claims.none')}
          <ul>
            {manifest.performance.map((claim) => (
              <li key={`${claim.dataset} ${claim.measure}`} className="tabular">
                {claim.measure} {claim.value}
                {claim.interval95 ? ` (${claim.interval95[0]} to ${claim.interval95[1]})` : ''},{' '}
                {claim.dataset}
              </li>
            ))}
          </ul>
        </Fact>
        <Fact name={t('models.hash')}>
          <span className="num text-[10.5px] break-all text-text-3">{model.sha256}</span>
        </Fact>
      </dl>
      {model.card !== null && (
        <section aria-label={t('models.card')}>
          <h2 className="mb-1 text-[12px] font-medium">{t('models.card')}</h2>
          <div className="max-h-[640px] overflow-auto rounded-lg border border-line bg-surface-1 p-4">
            <ModelCard markdown={model.card} />
          </div>
        </section>
      )}
    </div>
  );
}
