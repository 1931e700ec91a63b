'use client';
import { HardDrive, Sparkles, TriangleAlert } from 'lucide-react';
import type { SystemStatus } from '@firstread/contract';
import { Tooltip } from '@/components/ui/tooltip';
import { t, tn } from '@/lib/i18n';
import { useSystemStatus } from './use-system-status';

function wordsOf({ ai }: SystemStatus): string {
  if (ai.worker === 'down') return t('ai.state.down');
  if (ai.running > 0 && ai.pending > 0) return t('ai.state.both', { ...ai });
  if (ai.running > 0) return t('ai.state.running', { ...ai });
  if (ai.pending > 0) return t('ai.state.pending', { ...ai });
  return t('ai.state.idle');
}

export function AiSystemState() {
  const { status, may } = useSystemStatus();
  if (!may) return null;
  const down = status?.ai.worker === 'down';
  const Icon = down ? TriangleAlert : Sparkles;
  return (
    <>
      {status?.storage.full && (
        <span role="alert" className="flex items-center gap-1 text-[12px] whitespace-nowrap text-amber">
          <HardDrive size={13} aria-hidden />
          {t('storage.full', { usedPercent: status.storage.usedPercent })}
        </span>
      )}
      {status !== null && status.receiving > 0 && (
        <span className="text-[12px] whitespace-nowrap text-cyan max-md:hidden">
          {tn('receiving', status.receiving)}
        </span>
      )}
      <Tooltip
        content={
          status === null
            ? t('ai.state.unknown')
            : down
              ? t('ai.state.down.detail')
              : t('ai.state.detail', { ...status.ai })
        }
      >
        <button
          type="button"
          data-testid="ai-status"
          data-worker={status?.ai.worker ?? 'unknown'}
          className="inline-flex h-7 items-center gap-1.5 rounded-md px-2 text-[12px] whitespace-nowrap text-text-2 hover:bg-surface-2"
        >
          <Icon
            size={13}
            aria-hidden
            className={down ? 'text-amber' : status === null ? 'text-text-3' : 'text-violet'}
          />
          <span className={`tabular max-sm:sr-only ${down ? 'text-amber' : ''}`}>
            {status === null ? t('ai.state.unknown') : wordsOf(status)}
          </span>
          {status !== null && status.ai.failed > 0 && (
            <span className="tabular text-amber max-sm:hidden">
              {t('ai.state.failed', { failed: status.ai.failed })}
            </span>
          )}
        </button>
      </Tooltip>
    </>
  );
}
