'use client';
import { Crosshair, LoaderCircle, TriangleAlert } from 'lucide-react';
import { Slider, Switch } from 'radix-ui';
import { Button } from '@/components/ui/button';
import { t, tn } from '@/lib/i18n';
import type { OverlayState } from '../hooks/use-overlays';
import { segmentColour, segmentKey } from '../viewer/overlay-painter';

/** How the reader wants overlays to look; the same for all of them. */
export interface OverlayLook {
  on: boolean;
  opacity: number;
  /** Segments switched off, by segmentKey. */
  hidden: ReadonlySet<string>;
}

interface Props {
  overlay: OverlayState;
  look: OverlayLook;
  onLook: (look: OverlayLook) => void;
  /** The images are on the screen, so that one can be gone to. */
  ready: boolean;
  onGoTo: () => void;
}

function Toggle({
  checked,
  label,
  onChange,
  testId,
}: {
  checked: boolean;
  label: string;
  onChange: (on: boolean) => void;
  testId: string;
}) {
  return (
    <Switch.Root
      checked={checked}
      onCheckedChange={onChange}
      aria-label={label}
      data-testid={testId}
      className="relative h-[18px] w-8 shrink-0 rounded-full border border-line-strong bg-surface-3 data-[state=checked]:border-violet-line data-[state=checked]:bg-violet-line"
    >
      <Switch.Thumb className="block size-3 translate-x-[2px] rounded-full bg-text-2 transition-transform duration-100 data-[state=checked]:translate-x-[16px] data-[state=checked]:bg-white" />
    </Switch.Root>
  );
}

function Segments({ overlay, look, onLook }: Omit<Props, 'onGoTo' | 'ready'>) {
  const segments = overlay.overlay?.segments ?? [];
  const toggle = (key: string): void => {
    const hidden = new Set(look.hidden);
    if (!hidden.delete(key)) hidden.add(key);
    onLook({ ...look, hidden });
  };
  return (
    <ul className="flex flex-col gap-0.5">
      {segments.map((segment, index) => {
        const key = segmentKey(overlay.sopInstanceUid, segment.number);
        const [red, green, blue] = segmentColour(overlay.firstColour + index);
        return (
          <li key={segment.number}>
            <label className="flex items-center gap-2 text-[12px]">
              <input
                type="checkbox"
                data-testid="segment-toggle"
                checked={!look.hidden.has(key)}
                disabled={!look.on}
                onChange={() => toggle(key)}
                className="size-3.5 accent-[var(--violet)]"
              />
              <span
                aria-hidden
                className="size-2.5 rounded-[3px]"
                style={{ background: `rgb(${red} ${green} ${blue})` }}
              />
              <span className="min-w-0 truncate" title={segment.label}>
                {segment.label || `#${segment.number}`}
              </span>
            </label>
          </li>
        );
      })}
    </ul>
  );
}

function OverlaySwitch({ look, onLook, stored, title }: Pick<Props, 'look' | 'onLook'> & Named) {
  return (
    <div className="flex items-center justify-between gap-2">
      <span className="min-w-0 text-[12px] font-medium break-words">
        {stored ? (title ?? t('study.segs.overlay')) : t('study.overlay')}
      </span>
      <Toggle
        checked={look.on}
        label={t(stored ? 'study.segs.show' : 'study.overlay.show')}
        testId="overlay-toggle"
        onChange={(on) => onLook({ ...look, on })}
      />
    </div>
  );
}

/** An overlay is a model's, or it came with the study under some title. */
interface Named {
  stored: boolean;
  title: string | null;
}

/** For a model that draws boxes and no segments. */
export function BoxControls({ boxes, look, onLook }: Pick<Props, 'look' | 'onLook'> & { boxes: number }) {
  return (
    <div data-testid="overlay" className="mt-1 rounded-md border border-line bg-surface-0 p-2">
      <OverlaySwitch look={look} onLook={onLook} stored={false} title={null} />
      <p className="tabular text-[11.5px] text-text-3">{tn('study.overlay.boxes', boxes)}</p>
    </div>
  );
}

function Shown({ overlay, look, onLook, ready, onGoTo }: Props) {
  const frames = overlay.overlay?.frameCount ?? 0;
  return (
    <>
      <OverlaySwitch look={look} onLook={onLook} stored={overlay.modelId === null} title={overlay.title} />
      <Segments overlay={overlay} look={look} onLook={onLook} />
      <div className="flex items-center gap-3 text-[12px] text-text-3">
        <span>{t('study.overlay.opacity')}</span>
        <Slider.Root
          value={[look.opacity * 100]}
          min={10}
          max={100}
          step={5}
          disabled={!look.on}
          onValueChange={([value]) =>
            onLook({ ...look, opacity: value === undefined ? look.opacity : value / 100 })
          }
          className="relative flex h-5 flex-1 touch-none items-center"
        >
          <Slider.Track className="relative h-1 flex-1 rounded-full bg-surface-3">
            <Slider.Range className="absolute h-full rounded-full bg-violet-line" />
          </Slider.Track>
          <Slider.Thumb
            aria-label={t('study.overlay.opacity')}
            className="block size-3 rounded-full bg-text-1"
          />
        </Slider.Root>
      </div>
      <div className="flex items-center justify-between gap-2">
        <span className="tabular text-[11.5px] text-text-3" data-testid="overlay-count">
          {t('study.overlay.complete', { frames })}
        </span>
        <Button size="sm" variant="ghost" disabled={!ready} onClick={onGoTo} data-testid="overlay-goto">
          <Crosshair size={13} aria-hidden /> {t('study.overlay.goTo')}
        </Button>
      </div>
    </>
  );
}

/** An overlay is complete, or the panel says that and why it is not shown. */
export function OverlayControls(props: Props) {
  const { overlay, onGoTo } = props;
  return (
    <div
      data-testid="overlay"
      data-state={overlay.state}
      className={`mt-1 flex flex-col gap-1.5 rounded-md border p-2 ${overlay.state === 'notShown' ? 'border-amber/45 bg-amber-soft' : 'border-line bg-surface-0'}`}
    >
      {overlay.state === 'shown' && <Shown {...props} />}
      {overlay.state === 'loading' && (
        <p className="flex items-center gap-2 text-[12px] text-text-3">
          <LoaderCircle size={13} aria-hidden /> {t('study.overlay.loading')}
        </p>
      )}
      {overlay.state === 'elsewhere' && (
        <div className="flex items-center justify-between gap-2 text-[12px] text-text-2">
          {t('study.overlay.elsewhere')}
          <Button size="sm" variant="ghost" onClick={onGoTo}>
            {t('study.overlay.goTo')}
          </Button>
        </div>
      )}
      {overlay.state === 'notShown' && (
        <p role="alert" data-testid="overlay-not-shown" className="flex gap-2 text-[12px] text-amber">
          <TriangleAlert size={14} aria-hidden className="mt-[3px] shrink-0" />
          <span className="min-w-0 break-words">
            {t(overlay.modelId === null ? 'study.segs.notShown' : 'study.overlay.notShown', {
              reason: overlay.reason ?? '',
            })}
          </span>
        </p>
      )}
    </div>
  );
}
