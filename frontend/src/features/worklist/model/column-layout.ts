import { columnIdSchema, FROZEN_COLUMNS, type ColumnId } from '@firstread/contract';

/** A column has a width of its own (and another where there is plenty), or a share of what is left. */
type Size = { fixed: number; wide: number } | { share: number; least: number };

const sizes: Readonly<Record<ColumnId, Size>> = {
  due: { fixed: 108, wide: 136 },
  priority: { fixed: 104, wide: 124 },
  patient: { share: 1.35, least: 190 },
  why: { share: 1.4, least: 220 },
  id: { fixed: 130, wide: 220 },
  exam: { share: 1.1, least: 160 },
  modality: { fixed: 52, wide: 60 },
  location: { fixed: 112, wide: 250 },
  waiting: { fixed: 96, wide: 130 },
  aiStatus: { fixed: 100, wide: 130 },
  aiTriage: { share: 1.3, least: 170 },
  algorithm: { share: 0.9, least: 130 },
  images: { fixed: 64, wide: 72 },
};

const WIDE = 2400;
const PADDING = 12;
/** Below a width these go first, where the reader has chosen no columns. */
const given: readonly { below: number; columns: readonly ColumnId[] }[] = [
  { below: 1760, columns: ['location', 'algorithm'] },
  { below: 1180, columns: ['id', 'aiStatus', 'images'] },
  { below: 860, columns: ['why', 'waiting'] },
];

const frozen: ReadonlySet<ColumnId> = new Set(FROZEN_COLUMNS);

export const choosable: readonly ColumnId[] = columnIdSchema.options.filter((id) => !frozen.has(id));

export interface ColumnLayout {
  ids: readonly ColumnId[];
  /** Of CSS grid. */
  template: string;
  /** What the list needs; where it has less, all but the frozen columns scroll. */
  leastWidth: number;
  /** Between two columns. */
  gap: number;
  /** Where each frozen column stands from the left, whatever is scrolled. */
  left: ReadonlyMap<ColumnId, number>;
}

/** The columns of a list that is so wide: those chosen in their order, or as many as the width takes. */
export function columnLayout(chosen: readonly ColumnId[] | null, width: number): ColumnLayout {
  const wide = width >= WIDE;
  const gap = wide ? 18 : 12;
  const dropped = new Set(given.flatMap(({ below, columns }) => (width < below ? columns : [])));
  const others = chosen?.filter((id) => !frozen.has(id)) ?? choosable.filter((id) => !dropped.has(id));
  const ids = [...FROZEN_COLUMNS, ...others];
  const least = (id: ColumnId): number => {
    const size = sizes[id];
    return 'share' in size ? size.least : wide ? size.wide : size.fixed;
  };
  const track = (id: ColumnId): string => {
    const size = sizes[id];
    return 'share' in size ? `minmax(${chosen ? size.least : 0}px, ${size.share}fr)` : `${least(id)}px`;
  };
  const left = new Map<ColumnId, number>();
  let from = 0;
  for (const id of FROZEN_COLUMNS) {
    left.set(id, from);
    from += least(id) + gap + (from === 0 ? PADDING : 0);
  }
  const sum = ids.reduce((total, id) => total + least(id) + gap, 2 * PADDING - gap);
  return { ids, template: ids.map(track).join(' '), leastWidth: chosen ? sum : 0, gap, left };
}

/** The columns with one moved by a place. */
export function moved(ids: readonly ColumnId[], id: ColumnId, step: -1 | 1): ColumnId[] {
  const from = ids.indexOf(id);
  const to = from + step;
  const other = ids[to];
  if (from < 0 || other === undefined) return [...ids];
  return ids.map((one, index) => (index === from ? other : index === to ? id : one));
}
