'use client';
import {
  Box,
  CircleHelp,
  Circle,
  Columns2,
  Contrast,
  Grid2x2,
  Link2,
  Maximize2,
  MousePointer2,
  PanelLeft,
  PanelRight,
  Pause,
  Play,
  RotateCcw,
  RotateCw,
  Ruler,
  Square,
  SquareDashed,
  Trash2,
  TriangleRight,
} from 'lucide-react';
import { IconButton } from '@/components/ui/icon-button';
import { t } from '@/lib/i18n';
import type { Arranging } from '../hooks/use-arrangement';
import type { Measuring } from '../hooks/use-measurements';
import type { Viewports } from '../hooks/use-viewports';
import { layoutNames } from '../model/layout';
import { measureTools } from '../model/measurement';
import type { WindowChoice } from '../model/presets';
import { volumeProblem } from '../model/volume';
import { volumeWords } from '../model/volume-words';
import type { ViewState } from '../viewer/view';

interface Props {
  presets: readonly WindowChoice[];
  state: ViewState | null;
  arranging: Arranging;
  viewports: Viewports;
  measuring: Measuring;
  panels: { series: boolean; ai: boolean };
  onPanel: (panel: 'series' | 'ai') => void;
  onHelp: () => void;
}

const presetClass = 'h-6 rounded px-2 text-[12px] whitespace-nowrap hover:bg-surface-3 hover:text-text-1';

const measureIcons = { length: Ruler, angle: TriangleRight, ellipse: Circle, rectangle: SquareDashed };
const measureKeys = { length: 'D', angle: 'S', ellipse: 'E', rectangle: 'Q' };
const layoutIcons = { '1x1': Square, '1x2': Columns2, '2x2': Grid2x2 };

function Divider() {
  return <span className="mx-1 h-4 w-px shrink-0 bg-line-strong" />;
}

function Presets({ presets, state, viewports }: Pick<Props, 'presets' | 'state' | 'viewports'>) {
  const window = state?.window ?? null;
  return (
    <div role="group" aria-label={t('study.tool.window')} className="flex items-center gap-0.5 text-text-2">
      <button type="button" className={presetClass} onClick={() => viewports.view()?.defaultWindow()}>
        {t('study.tool.preset.default')}
      </button>
      {presets.map((preset, index) => {
        const on = window?.width === preset.width && window.centre === preset.centre;
        return (
          <button
            key={preset.label}
            type="button"
            aria-pressed={on}
            title={`${t('study.viewer.window', { width: preset.width, centre: preset.centre })} (${index + 1})`}
            className={`${presetClass} ${on ? 'bg-cyan-soft text-cyan' : ''}`}
            onClick={() => viewports.view()?.setWindow(preset)}
          >
            <bdi>{preset.label}</bdi>
          </button>
        );
      })}
    </div>
  );
}

function Looks({ state, viewports }: Pick<Props, 'state' | 'viewports'>) {
  const playing = state?.playing ?? false;
  return (
    <>
      <IconButton
        label={`${t('study.tool.invert')} (I)`}
        pressed={state?.inverted ?? false}
        onClick={() => viewports.view()?.invert()}
      >
        <Contrast size={15} />
      </IconButton>
      <IconButton label={`${t('study.tool.rotate')} (P)`} onClick={() => viewports.view()?.rotate()}>
        <RotateCw size={14} />
      </IconButton>
      <IconButton label={`${t('study.tool.fit')} (F)`} onClick={() => viewports.view()?.fit()}>
        <Maximize2 size={14} />
      </IconButton>
      <IconButton label={`${t('study.tool.reset')} (0)`} onClick={() => viewports.view()?.reset()}>
        <RotateCcw size={14} />
      </IconButton>
      <IconButton
        label={`${t(playing ? 'study.tool.pause' : 'study.tool.play')} (Space)`}
        disabled={(state?.count ?? 0) < 2}
        onClick={() => viewports.view()?.cine()}
      >
        {playing ? <Pause size={14} /> : <Play size={14} />}
      </IconButton>
    </>
  );
}

function Measures({ measuring }: Pick<Props, 'measuring'>) {
  return (
    <div role="group" aria-label={t('study.tool.measure')} className="flex items-center gap-0.5">
      <IconButton
        label={`${t('study.tool.pointer')} (V)`}
        pressed={measuring.tool === null}
        onClick={() => measuring.use(null)}
      >
        <MousePointer2 size={14} />
      </IconButton>
      {measureTools.map((tool) => {
        const Icon = measureIcons[tool];
        return (
          <IconButton
            key={tool}
            label={`${t(`study.tool.${tool}`)} (${measureKeys[tool]})`}
            pressed={measuring.tool === tool}
            onClick={() => measuring.use(tool)}
          >
            <Icon size={14} />
          </IconButton>
        );
      })}
      <IconButton
        label={t('study.tool.removeAll')}
        disabled={measuring.all.length === 0}
        onClick={measuring.removeAll}
      >
        <Trash2 size={14} />
      </IconButton>
    </div>
  );
}

/** Why the series of the active viewport has no other planes; null where it has them, or nothing is there yet. */
function planesRefused({ arranging, viewports }: Pick<Props, 'arranging' | 'viewports'>): string | null {
  const images = viewports.imagesAt(arranging.arrangement.active);
  const problem = images && volumeProblem(images);
  return problem && volumeWords(problem);
}

function Layouts({ arranging, viewports }: Pick<Props, 'arranging' | 'viewports'>) {
  const { layout, cells } = arranging.arrangement;
  const reformatted = cells.some((cell) => cell !== null && cell.plane !== 'acquired');
  const refused = planesRefused({ arranging, viewports });
  return (
    <div role="group" aria-label={t('study.layout')} className="flex items-center gap-0.5">
      {layoutNames.map((name) => {
        const Icon = layoutIcons[name];
        return (
          <IconButton
            key={name}
            label={`${t(`study.layout.${name}`)} (T)`}
            pressed={layout === name}
            onClick={() => arranging.setLayout(name)}
          >
            <Icon size={14} />
          </IconButton>
        );
      })}
      <IconButton
        label={refused ?? `${t('study.mpr')} (U)`}
        pressed={reformatted}
        disabled={refused !== null && !reformatted}
        onClick={arranging.reformat}
        data-testid="mpr"
      >
        <Box size={14} />
      </IconButton>
      <IconButton
        label={`${t('study.link')} (Y)`}
        pressed={viewports.linked}
        disabled={cells.length < 2}
        onClick={viewports.toggleLink}
      >
        <Link2 size={14} />
      </IconButton>
    </div>
  );
}

export function ViewerToolbar({ panels, onPanel, onHelp, ...rest }: Props) {
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
      <Divider />
      <Layouts {...rest} />
      <Divider />
      <Presets {...rest} />
      <Divider />
      <Looks {...rest} />
      <Divider />
      <Measures {...rest} />
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
