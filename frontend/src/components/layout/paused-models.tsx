'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { PauseCircle, X } from 'lucide-react';
import { useState } from 'react';
import { modelListSchema, type Model } from '@firstread/contract';
import { IconButton } from '@/components/ui/icon-button';
import { request } from '@/lib/api/http';
import { useTimeZone } from '@/lib/auth/session';
import { useNowRounded } from '@/lib/clock/use-now';
import { formatTime } from '@/lib/format/instant';
import { t } from '@/lib/i18n';
import { useFeedListener } from '@/lib/realtime/provider';

/** Readers who saw a flag are told for this long that it was taken back. */
const TOLD_FOR_MS = 12 * 3_600_000;

/** Says at the foot of the page, where it moves no row, which models were paused. */
export function PausedModels() {
  const client = useQueryClient();
  const timeZone = useTimeZone();
  const now = useNowRounded(60_000);
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const query = useQuery({
    queryKey: ['models'],
    queryFn: ({ signal }) => request('/api/v1/models', modelListSchema, { signal }),
    refetchInterval: 60_000,
  });
  useFeedListener({
    catchUp: () => void client.invalidateQueries({ queryKey: ['models'] }),
    models: () => {
      void client.invalidateQueries({ queryKey: ['models'] });
      void client.invalidateQueries({ queryKey: ['study'] });
    },
  });
  const keyOf = (model: Model): string => `${model.id} ${model.version} ${model.stageSince}`;
  const paused = (query.data?.models ?? []).filter(
    (model) =>
      model.stage === 'paused' &&
      now - new Date(model.stageSince).getTime() < TOLD_FOR_MS &&
      !seen.has(keyOf(model)),
  );
  return paused.map((model) => (
    <div
      key={keyOf(model)}
      role="status"
      data-testid="paused-model"
      className="flex shrink-0 items-center gap-2 border-t border-amber/40 bg-amber-soft px-3 py-1.5 text-[12px] text-text-1"
    >
      <PauseCircle size={14} aria-hidden className="shrink-0 text-amber" />
      <span className="min-w-0 flex-1 break-words">
        {t('models.paused.banner', {
          name: model.name,
          version: model.version,
          time: formatTime(model.stageSince, timeZone, now),
          reason: model.stageReason,
        })}
      </span>
      <IconButton label={t('common.close')} onClick={() => setSeen(new Set([...seen, keyOf(model)]))}>
        <X size={14} />
      </IconButton>
    </div>
  ));
}
