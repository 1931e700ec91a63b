import { Check, Circle, Pause } from 'lucide-react';
import type { ModelDetail, ModelHistory, ModelStage } from '@firstread/contract';
import { Instant } from '@/components/ui/instant';
import { t } from '@/lib/i18n';

const TRACK: readonly ModelStage[] = ['submitted', 'verified', 'validated', 'shadow', 'canary', 'live'];

/** The life cycle as a line: what was reached, by whom, when and why. */
export function Track({ model }: { model: ModelDetail }) {
  const reached = (stage: ModelStage): ModelHistory | undefined =>
    model.history.find((step) => step.to === stage);
  const aside = TRACK.includes(model.stage) ? null : model.stage;
  return (
    <section aria-label={t('models.track')} data-testid="model-track">
      <ol className="grid grid-cols-6 gap-2 max-md:grid-cols-1">
        {TRACK.map((stage) => {
          const step = reached(stage);
          const current = model.stage === stage;
          return (
            <li
              key={stage}
              aria-current={current ? 'step' : undefined}
              className={`rounded-lg border p-3 ${current ? 'border-cyan bg-surface-2' : 'border-line bg-surface-1'}`}
            >
              <p className="flex items-center gap-1.5 text-[13px] font-medium">
                {step ? (
                  <Check size={13} aria-hidden className="text-green" />
                ) : (
                  <Circle size={13} aria-hidden className="text-text-3" />
                )}
                {t(`models.stage.${stage}`)}
              </p>
              <p className="mt-0.5 text-[11px] text-text-3">{t(`models.stage.${stage}.what`)}</p>
              {step && (
                <p className="mt-1.5 text-[11px] break-words text-text-2">
                  {step.by}, <Instant at={step.at} />: {step.reason}
                </p>
              )}
            </li>
          );
        })}
      </ol>
      {aside && (
        <p className="mt-2 flex items-center gap-1.5 rounded-lg border border-amber/45 bg-amber-soft px-3 py-2 text-[12px]">
          <Pause size={13} aria-hidden className="shrink-0 text-amber" />
          <span>
            <strong>{t(`models.stage.${aside}`)}</strong>. {t(`models.stage.${aside}.what`)}.{' '}
            {model.history[0]?.by}, <Instant at={model.stageSince} />: {model.history[0]?.reason}
          </span>
        </p>
      )}
    </section>
  );
}
