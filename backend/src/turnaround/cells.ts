import { QuantileSketch } from './domain/quantile-sketch.js';
import type { Cell } from './domain/roll-up.js';

/** As a cell is read. */
export const CELL = `
stage, hour, site, modality, order_class as "orderClass", ai_state as "aiState", n, fallbacks, excluded,
max_seconds as "maxSeconds", sketch`;

export type CellRow = Omit<Cell, 'sketch'> & { sketch: Buffer };

export function cellOf(row: CellRow): Cell {
  return { ...row, sketch: QuantileSketch.fromBytes(row.sketch) };
}

/** Columns of a cell as it is written, the fields of `cellToWrite` for them, and what these are. */
export const COLUMNS =
  'stage, hour, site, modality, order_class, ai_state, n, fallbacks, excluded, max_seconds, sketch';
export const FIELDS = `
stage, hour, site, modality, "orderClass", "aiState", n, fallbacks, excluded, "maxSeconds", decode(sketch, 'base64')`;
export const TYPES = `
stage text, hour timestamptz, site text, modality text, "orderClass" text, "aiState" text, n int, fallbacks int,
excluded jsonb, "maxSeconds" float8, sketch text`;

export function cellToWrite(cell: Cell): object {
  return { ...cell, sketch: Buffer.from(cell.sketch.toBytes()).toString('base64') };
}

/** Writes the cells of `cellsAsJson`, in parameter 1. */
export const WRITE_CELLS = `
insert into turnaround_rollup (${COLUMNS}) select ${FIELDS} from jsonb_to_recordset($1::jsonb) as cell (${TYPES})`;

export function cellsAsJson(cells: readonly Cell[]): string {
  return JSON.stringify(cells.map(cellToWrite));
}
