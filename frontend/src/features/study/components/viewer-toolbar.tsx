'use client';
import { CircleHelp, Contrast, Maximize2, PanelLeft, PanelRight, RotateCcw } from 'lucide-react';
import type { RefObject } from 'react';
import { IconButton } from '@/components/ui/icon-button';
import { t } from '@/lib/i18n';
import { presetsFor } from '../model/presets';
import type { StackView, ViewState } from '../viewer/stack-view';

interface Props {
  modality: string;
  view: RefObject<StackView | null>;
  state: ViewState | null;
  panels: { series: boolean; ai: boolean };
  onPanel: (panel: 'series' | 'ai') => void;
  onHelp: () => void;
}

const presetClass = 'h-6 rounded px-2 text-[12px] whitespace-nowrap hover:bg-surface-3 hover:text-text-1';

export function ViewerToolbar({ modality, view, state, panels, onPanel, onHelp }: Props) {
  const window = state?.window ?? null;
  return (
    <div
      role="toolbar"
      aria-label={t('study.viewer')}
      className="flex h-9 shrink-0 items-center gap-1 overflow-x-auto border-b border-line bg-surface-1 px-2"
    >
      <IconButton
        label={`${t('study.panel.series')} ([)`}
        pressed={panels.series}
        onClick={() => onPanel('series')}
      >
        <PanelLeft size={15} />
      </IconButton>
      <span className="mx-1 h-4 w-px shrink-0 bg-line-strong" />
      <div role="group" aria-label={t('study.tool.window')} className="flex items-center gap-0.5 text-text-2">
        <button type="button" className={presetClass} onClick={() => view.current?.defaultWindow()}>
          {t('study.tool.preset.default')}
        </button>
        {presetsFor(modality).map((preset, index) => {
          const on = window?.width === preset.width && window.centre === preset.centre;
          return (
            <button
              key={preset.name}
              type="button"
              aria-pressed={on}
              title={`${t('study.viewer.window', { width: preset.width, centre: preset.centre })} (${index + 1})`}
              className={`${presetClass} ${on ? 'bg-cyan-soft text-cyan' : ''}`}
              onClick={() => view.current?.setWindow(preset)}
            >
              {t(preset.name)}
            </button>
          );
        })}
      </div>
      <span className="mx-1 h-4 w-px shrink-0 bg-line-strong" />
      <IconButton
        label={`${t('study.tool.invert')} (I)`}
        pressed={state?.inverted ?? false}
        onClick={() => view.current?.invert()}
      >
        <Contrast size={15} />
      </IconButton>
      <IconButton label={`${t('study.tool.fit')} (F)`} onClick={() => view.current?.fit()}>
        <Maximize2 size={14} />
      </IconButton>
      <IconButton label={`${t('study.tool.reset')} (0)`} onClick={() => view.current?.reset()}>
        <RotateCcw size={14} />
      </IconButton>
      <span className="ml-auto" />
      <IconButton label={t('help.title')} onClick={onHelp}>
        <CircleHelp size={15} />
      </IconButton>
      <IconButton label={`${t('study.panel.side')} (])`} pressed={panels.ai} onClick={() => onPanel('ai')}>
        <PanelRight size={15} />
      </IconButton>
    </div>
  );
}
