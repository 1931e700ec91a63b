'use client';
import { useMutation } from '@tanstack/react-query';
import { Ban, CircleCheck, CloudOff, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { EchoResult, Peer } from '@firstread/contract';
import { Button } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-state';
import { t } from '@/lib/i18n';
import { echoPeer, type Echo } from '../api/peers';
import { echoWords } from '../model/echo-words';

const looks: Record<EchoResult['outcome'] | 'failed', { icon: LucideIcon; className: string }> = {
  answered: { icon: CircleCheck, className: 'text-green' },
  refused: { icon: Ban, className: 'text-amber' },
  unreachable: { icon: CloudOff, className: 'text-amber' },
  failed: { icon: TriangleAlert, className: 'text-amber' },
};

function Answer({ echo, error }: { echo: Echo | undefined; error: unknown }) {
  if (!echo && !error) return null;
  const { icon: Icon, className } = looks[echo?.outcome ?? 'failed'];
  const detail = echo ? echo.detail : errorText(error);
  return (
    <div className="min-w-0 leading-[16px]" title={detail} data-testid="echo-answer">
      <p className={`flex items-center gap-1.5 whitespace-nowrap ${className}`}>
        <Icon size={13} aria-hidden className="shrink-0" />
        {echo ? echoWords(echo.outcome, echo.milliseconds) : t('peers.echo.failed')}
      </p>
      {echo?.outcome !== 'answered' && (
        <p className="line-clamp-2 text-[11px] leading-[14px] break-words text-text-2 max-md:line-clamp-none">
          {detail}
        </p>
      )}
    </div>
  );
}

/** Asks a peer whether it is there (C-ECHO) and shows what came back. */
export function EchoPeer({ peer }: { peer: Peer }) {
  const echo = useMutation({ mutationFn: () => echoPeer(peer.id) });
  return (
    <div className="flex min-h-[48px] items-center gap-2.5 max-md:min-h-0">
      <Button
        size="sm"
        aria-label={t('peers.echo.of', { aeTitle: peer.aeTitle })}
        disabled={echo.isPending}
        onClick={() => echo.mutate()}
        data-testid="peer-echo"
      >
        {t('peers.echo')}
      </Button>
      <div aria-live="polite" className="min-w-0">
        {echo.isPending ? (
          <span className="text-text-3">{t('peers.echo.busy')}</span>
        ) : (
          <Answer echo={echo.data} error={echo.error} />
        )}
      </div>
    </div>
  );
}
