'use client';
import { seenIn, type NextStudy, type SkipReason, type WorklistItem } from '@firstread/contract';
import { useRouter } from 'next/navigation';
import { useCallback, useRef } from 'react';
import { reasonLine } from '@/components/clinical/reasons';
import { useToast } from '@/components/ui/toast';
import { ApiError } from '@/lib/api/problem';
import { useMay } from '@/lib/auth/session';
import { handOver, nextStudy, skipStudy, undoHandOver, undoSkip } from '@/lib/claims/assignment';
import { releaseStudy } from '@/lib/claims/claims';
import { nameOf } from '@/lib/format/patient';
import { t } from '@/lib/i18n';
import { rememberSeen } from '@/lib/opening/seen';
import { useUndo } from './undo';
import { useReversible } from './use-reversible';

/** Which study it is, why it is first, and what stood before it. */
export function nextWords({ item, passedOver }: NextStudy): string {
  const taken = t('next.taken', { name: nameOf(item.patient), why: reasonLine(item.reasons.slice(0, 1)) });
  if (passedOver.length === 0) return taken;
  const parts = passedOver.map(({ why, count }) => t(`next.passed.${why}`, { count }));
  return `${taken} ${t('next.passed', { list: parts.join(', ') })}`;
}

/** Next, skip and hand over, each to be undone for ten seconds. `takeItem` is given the row after each change. */
export function useAssignment(takeItem: (item: WorklistItem) => void, onOpen?: (uid: string) => void) {
  const may = useMay('worklist.claim');
  const router = useRouter();
  const toast = useToast();
  const { doing, undo } = useUndo();
  const { done, fail } = useReversible(takeItem);
  const asking = useRef(false);

  const next = useCallback(() => {
    if (!may || asking.current) return;
    asking.current = true;
    doing(nextStudy())
      .then(
        (given) => {
          const { studyInstanceUid: uid } = given.item;
          done(given.item, nextWords(given), releaseStudy);
          rememberSeen(uid, seenIn(given.item));
          onOpen?.(uid);
          router.push(`/studies/${uid}`);
        },
        (error: unknown) => {
          const nothing = error instanceof ApiError && error.code === 'NOTHING_TO_READ';
          if (nothing) toast({ text: error.message });
          else fail(error);
        },
      )
      .finally(() => (asking.current = false));
  }, [may, doing, done, onOpen, router, toast, fail]);

  const skip = useCallback(
    async (item: WorklistItem, reasonCode: SkipReason, note?: string): Promise<void> => {
      const wanted = { reasonCode, ...(note === undefined ? {} : { note }) };
      const skipped = await doing(skipStudy(item.studyInstanceUid, wanted));
      const name = nameOf(item.patient);
      done(skipped.item, t('skip.done', { name, reason: t(`skip.reason.${reasonCode}`) }), undoSkip);
    },
    [doing, done],
  );

  const give = useCallback(
    async (
      item: WorklistItem,
      reader: { id: string; displayName: string },
      reason: string,
    ): Promise<void> => {
      const given = await doing(handOver(item.studyInstanceUid, reader.id, reason));
      const words = { name: nameOf(item.patient), reader: reader.displayName };
      done(given, t('handOver.done', words), undoHandOver);
    },
    [doing, done],
  );
  return { may, next, skip, give, undo };
}
