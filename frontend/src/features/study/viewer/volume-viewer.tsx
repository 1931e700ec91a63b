'use client';
import { useState, type ReactNode } from 'react';
import { t } from '@/lib/i18n';
import type { StackImage } from '../model/image-stack';
import type { Plane } from '../model/layout';
import { useView } from './use-view';
import { initialViewState, type View, type ViewState, type WindowSetting } from './view';
import { ViewportFrame } from './viewport-frame';
import { VolumeView } from './volume-view';

interface Props {
  images: readonly StackImage[];
  plane: Exclude<Plane, 'acquired'>;
  window: WindowSetting | null;
  active: boolean;
  onView: (view: View | null) => void;
  onState: (state: ViewState) => void;
  children?: ReactNode;
}

/** One plane of a series that is a volume. */
export default function VolumeViewer({ images, plane, window, active, onView, onState, children }: Props) {
  const [state, setState] = useState<ViewState>(initialViewState);
  const [loaded, setLoaded] = useState(0);
  const element = useView<VolumeView>(images, {
    make: (target, handlers) =>
      VolumeView.create(target, images, plane, { ...handlers, onProgress: setLoaded, window }),
    onView,
    onState: (next) => {
      setState(next);
      onState(next);
    },
    onDraw: () => undefined,
  });
  return (
    <div
      role="group"
      tabIndex={0}
      aria-label={t('study.mpr.viewport', { plane: t(`study.mpr.${plane}`) })}
      data-testid={active ? 'viewer' : 'viewport'}
      data-plane={plane}
      data-phase={state.phase}
      data-slice={state.index + 1}
      data-slices={state.count}
      className="relative h-full w-full overflow-hidden bg-black focus-visible:outline-offset-[-2px]"
    >
      <div ref={element} className="absolute inset-0 touch-none" />
      <ViewportFrame state={state} loading={t('study.mpr.loading', { loaded, count: images.length })}>
        {children}
      </ViewportFrame>
    </div>
  );
}
