import type { CtWindow } from './presets';

export const layouts = {
  '1x1': { rows: 1, columns: 1 },
  '1x2': { rows: 1, columns: 2 },
  '2x2': { rows: 2, columns: 2 },
} as const;
export type LayoutName = keyof typeof layouts;
export const layoutNames = Object.keys(layouts) as LayoutName[];

/** How an image was taken, as far as protocols tell images apart. */
export type Projection = 'frontal' | 'lateral' | 'rightCc' | 'leftCc' | 'rightMlo' | 'leftMlo';

/** As acquired, or a plane of the volume that the series is. */
export type Plane = 'acquired' | 'axial' | 'coronal' | 'sagittal';

/** What a viewport shows, and how it begins. */
export interface CellContent {
  studyUid: string;
  seriesUid: string;
  plane: Plane;
  window: CtWindow | null;
  projection: Projection | null;
  /** The image that it begins with. */
  sopInstanceUid: string | null;
}

export interface Arrangement {
  layout: LayoutName;
  /** As many as the layout has places; null where one is empty. */
  cells: readonly (CellContent | null)[];
  active: number;
}

export function content(studyUid: string, seriesUid: string, change: Partial<CellContent> = {}): CellContent {
  return {
    studyUid,
    seriesUid,
    plane: 'acquired',
    window: null,
    projection: null,
    sopInstanceUid: null,
    ...change,
  };
}

export const sizeOf = (layout: LayoutName): number => layouts[layout].rows * layouts[layout].columns;

export function arrange(layout: LayoutName, cells: readonly (CellContent | null)[], active = 0): Arrangement {
  const size = sizeOf(layout);
  return {
    layout,
    cells: Array.from({ length: size }, (_, index) => cells[index] ?? null),
    active: Math.max(0, Math.min(size - 1, active)),
  };
}

/** Another layout; what is active stays on the screen. */
export function withLayout({ cells, active }: Arrangement, layout: LayoutName): Arrangement {
  const size = sizeOf(layout);
  if (active < size) return arrange(layout, cells, active);
  const shown = cells[active] ?? null;
  return arrange(layout, [shown, ...cells.filter((_, index) => index !== active)], 0);
}

export function nextLayout({ layout }: Arrangement): LayoutName {
  return layoutNames[(layoutNames.indexOf(layout) + 1) % layoutNames.length] ?? '1x1';
}

/** Shows it in one of the places, which is active then. */
export function place(arrangement: Arrangement, at: number, shown: CellContent | null): Arrangement {
  const cells = arrangement.cells.map((cell, index) => (index === at ? shown : cell));
  return arrange(arrangement.layout, cells, at);
}

export function activate(arrangement: Arrangement, step: number): Arrangement {
  const size = arrangement.cells.length;
  return { ...arrangement, active: (arrangement.active + step + size) % size };
}

/** A study beside the other: on the right of the layout as it is, or of two. */
export function beside(arrangement: Arrangement, shown: CellContent): Arrangement {
  const wide = arrangement.layout === '1x1' ? withLayout(arrangement, '1x2') : arrangement;
  const right = wide.active === 1 ? 0 : 1;
  return { ...place(wide, right, shown), active: wide.active };
}

/** Nothing of other studies than this one. */
export function only(arrangement: Arrangement, studyUid: string): Arrangement {
  const cells = arrangement.cells.map((cell) => (cell?.studyUid === studyUid ? cell : null));
  const first = cells.findIndex((cell) => cell !== null);
  const left = cells.filter((cell) => cell !== null);
  return left.length < 2
    ? arrange('1x1', left)
    : { ...arrangement, cells, active: cells[arrangement.active] ? arrangement.active : first };
}

/** The three planes of a volume beside the images that it is made of. */
export function reformatted(shown: CellContent): Arrangement {
  const base = { ...shown, sopInstanceUid: null, projection: null };
  return arrange('2x2', [
    { ...base, plane: 'axial' },
    { ...base, plane: 'coronal' },
    { ...base, plane: 'acquired' },
    { ...base, plane: 'sagittal' },
  ]);
}
