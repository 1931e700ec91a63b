'use client';
import { useMutation } from '@tanstack/react-query';
import { Check, Minus, X } from 'lucide-react';
import type { ModelDetail, VerificationCheck } from '@firstread/contract';
import { Button } from '@/components/ui/button';
import { Instant } from '@/components/ui/instant';
import { useMay } from '@/lib/auth/session';
import { t } from '@/lib/i18n';
import { verifyModel } from '../api/models';

const looks = {
  pass: { icon: Check, className: 'text-green' },
  fail: { icon: X, className: 'text-amber' },
  skipped: { icon: Minus, className: 'text-text-3' },
} as const;

function CheckLine({ check }: { check: VerificationCheck }) {
  const { icon: Icon, className } = looks[check.outcome];
  return (
    <li
      data-testid="check"
      data-rule={check.rule}
      data-outcome={check.outcome}
      className="flex gap-2 px-3 py-2"
    >
      <Icon size={14} aria-hidden className={`mt-0.5 shrink-0 ${className}`} />
      <div className="min-w-0">
        <p className="text-[13px]">
          <span className="sr-only">{t(`models.check.${check.outcome}`)}: </span>
          {check.title}
        </p>
        <p className={`text-[12px] break-words ${check.outcome === 'fail' ? 'text-amber' : 'text-text-3'}`}>
          {check.detail}
        </p>
      </div>
    </li>
  );
}

interface Props {
  model: ModelDetail;
  onChanged: (model: ModelDetail) => void;
}

export function VerificationTab({ model, onChanged }: Props) {
  const may = useMay('model.submit');
  const again = useMutation({ mutationFn: () => verifyModel(model.id, model.version), onSuccess: onChanged });
  const { report } = model;
  if (report === null)
    return (
      <p role="status" data-testid="verification-waiting" className="text-[13px] text-text-2">
        {t('models.report.waiting')}
      </p>
    );
  const failed = report.checks.filter((check) => check.outcome === 'fail').length;
  const count = report.checks.length;
  return (
    <div className="max-w-3xl">
      <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
        <div>
          <p
            data-testid="verification-verdict"
            className={`text-[14px] font-semibold ${failed ? 'text-amber' : ''}`}
          >
            {failed > 0 ? t('models.report.failed', { failed, count }) : t('models.report.passed', { count })}
          </p>
          <p className="text-[11px] text-text-3">
            {report.machine}, <Instant at={report.finishedAt} />
          </p>
        </div>
        {may && (
          <Button size="sm" disabled={again.isPending} onClick={() => again.mutate()}>
            {t('models.report.again')}
          </Button>
        )}
      </div>
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface-1">
        {report.checks.map((check) => (
          <CheckLine key={check.rule} check={check} />
        ))}
      </ul>
    </div>
  );
}
