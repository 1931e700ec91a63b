'use client';
import type { TurnaroundPlace } from '@firstread/contract';
import { useSearchParams } from 'next/navigation';
import { useTimeZone } from '@/lib/auth/session';
import { useNowRounded } from '@/lib/clock/use-now';
import { zonedText } from '@/lib/format/zoned';
import { addressOf, askedOf, placeIn, type Asked } from '../model/place';

/** What the address asks for; a change of it is a new address. */
export function usePlace(): { asked: Asked; change: (patch: Partial<TurnaroundPlace>) => void } {
  const search = useSearchParams();
  const timeZone = useTimeZone();
  const today = zonedText(useNowRounded(60_000), timeZone).slice(0, 10);
  const place = placeIn(search.toString());
  return {
    asked: askedOf(place, today),
    change: (patch) => window.history.pushState(null, '', addressOf({ ...place, ...patch })),
  };
}
