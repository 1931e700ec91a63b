'use client';
import { ArrowRightLeft, UserRound } from 'lucide-react';
import type { Claim } from '@firstread/contract';
import { useSession, useTimeZone } from '@/lib/auth/session';
import { formatInstant } from '@/lib/format/instant';
import { t } from '@/lib/i18n';

/** Who is reading the study; nothing where nobody is. */
export function ClaimMark({ claim }: { claim: Claim | null }) {
  const { id } = useSession();
  const zone = useTimeZone();
  if (!claim) return null;
  const own = claim.holderId === id;
  const { handedOver } = claim;
  const name = own ? t('claim.you') : claim.holder;
  const time = formatInstant(claim.since, zone);
  const Icon = handedOver ? ArrowRightLeft : UserRound;
  return (
    <span
      data-testid="claim"
      data-own={own || undefined}
      data-handed-over={handedOver ? true : undefined}
      title={
        handedOver
          ? t('claim.handedOver', { name, by: handedOver.by, time })
          : t('claim.since', { name, time })
      }
      className={`flex max-w-[140px] min-w-0 shrink-0 items-center gap-1 rounded px-1 text-[11px] font-medium ${own ? 'bg-cyan-soft text-cyan' : 'bg-surface-3 text-text-2'}`}
    >
      <Icon size={11} aria-hidden className="shrink-0" />
      <span className="sr-only">{t('claim.label')}</span>
      <bdi className="truncate">{own && handedOver ? t('claim.from', { by: handedOver.by }) : name}</bdi>
    </span>
  );
}
