'use client';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { StackImage } from '../model/image-stack';
import { follow, linkOf, offsetOf, type Link } from '../model/linking';
import type { View, ViewState } from '../viewer/view';

/** One place of the layout, as it is on the screen. */
interface Shown {
  images: readonly StackImage[] | null;
  view: View | null;
}

/** The viewports of the page: what each shows now, which of them go together, and the one that keys and tools act on. */
export function useViewports(active: number, places: number) {
  const shown = useRef(new Map<number, Shown>());
  const [states, setStates] = useState<Readonly<Record<number, ViewState>>>({});
  const [linked, setLinked] = useState(true);
  const [offsets, setOffsets] = useState<Readonly<Record<number, number>>>({});
  const [links, setLinks] = useState<Readonly<Record<number, Link | null>>>({});
  const followed = useRef({ active: -1, index: -1 });

  const of = (at: number): Shown => shown.current.get(at) ?? { images: null, view: null };
  const others = (): number[] => Array.from({ length: places }, (_, at) => at).filter((at) => at !== active);
  const linkTo = (at: number): Link | null => {
    const [from, to] = [of(active).images, of(at).images];
    return from && to && linkOf(from, to, (offsets[at] ?? 0) - (offsets[active] ?? 0));
  };
  const index = states[active]?.index ?? -1;
  const ready = states[active]?.phase === 'ready';

  const pull = useEffectEvent(() => {
    const before = followed.current;
    followed.current = { active, index };
    setLinks(Object.fromEntries(others().map((at) => [at, linked ? linkTo(at) : null])));
    // To act on another viewport moves none; to scroll it does.
    if (!linked || !ready || before.active !== active || before.index === index) return;
    for (const at of others()) {
      const [from, to, link] = [of(active).images, of(at), linkTo(at)];
      if (from && to.images && link) to.view?.goTo(follow(from, index, to.images, link));
    }
  });
  const readyPlaces = others()
    .filter((at) => states[at]?.phase === 'ready')
    .join();
  useEffect(() => pull(), [active, index, ready, linked, places, readyPlaces]);

  const toggleLink = (): void => {
    const from = of(active).images;
    if (!linked && from)
      setOffsets(
        Object.fromEntries(
          others().flatMap((at) => {
            const to = of(at).images;
            const there = states[at]?.index ?? -1;
            return to && there >= 0 ? [[at, offsetOf(from, index, to, there)]] : [];
          }),
        ),
      );
    setLinked(!linked);
  };
  return {
    states,
    links,
    linked,
    toggleLink,
    view: (): View | null => of(active).view,
    viewAt: (at: number): View | null => of(at).view,
    imagesAt: (at: number): readonly StackImage[] | null => of(at).images,
    onView: (at: number, view: View | null, images: readonly StackImage[] | null): void => {
      if (view) shown.current.set(at, { images, view });
      else shown.current.delete(at);
    },
    onState: (at: number, state: ViewState): void => setStates((before) => ({ ...before, [at]: state })),
  };
}

export type Viewports = ReturnType<typeof useViewports>;
