import type { ModelStage } from '@firstread/contract';
import { t } from '@/lib/i18n';

const looks: Record<ModelStage, string> = {
  submitted: 'border-line-strong text-text-2',
  verified: 'border-line-strong text-text-2',
  validated: 'border-line-strong text-text-1',
  shadow: 'border-cyan/45 text-cyan',
  canary: 'border-cyan/45 text-cyan',
  live: 'border-green/45 text-green',
  standby: 'border-line-strong text-text-2',
  paused: 'border-amber/45 text-amber',
  retired: 'border-line text-text-3',
};

export function StageBadge({ stage }: { stage: ModelStage }) {
  return (
    <span
      data-stage={stage}
      title={t(`models.stage.${stage}.what`)}
      className={`inline-flex h-5 items-center rounded border px-1.5 text-[11px] font-medium ${looks[stage]}`}
    >
      {t(`models.stage.${stage}`)}
    </span>
  );
}
