'use client';
import { useRef } from 'react';
import { useToast } from '@/components/ui/toast';
import { useSession } from '@/lib/auth/session';
import { t } from '@/lib/i18n';
import { useFeedListener } from '@/lib/realtime/provider';

/** Says, on whichever page, that somebody handed over a study; once for each time. Draws nothing. */
export function HandOverNotice(): null {
  const { id } = useSession();
  const toast = useToast();
  const told = useRef(new Set<string>());
  useFeedListener({
    changed: ({ changes }) => {
      for (const { studyInstanceUid: uid, item } of changes) {
        const claim = item?.claim;
        if (claim?.holderId !== id || !claim.handedOver) continue;
        const key = `${uid} ${claim.since}`;
        if (told.current.has(key)) continue;
        told.current.add(key);
        toast({ text: t('handOver.received', { by: claim.handedOver.by }), durationMs: 12_000 });
      }
    },
  });
  return null;
}
