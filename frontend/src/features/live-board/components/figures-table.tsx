import type { ReactNode } from 'react';

export interface FigureColumn<T> {
  id: string;
  head: string;
  cell: (row: T) => ReactNode;
  numeric?: boolean;
  /** Left out on a phone. */
  wide?: boolean;
}

interface Props<T> {
  label: string;
  columns: readonly FigureColumn<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string;
}

const cellClass = ({
  numeric = false,
  wide = false,
}: Pick<FigureColumn<never>, 'numeric' | 'wide'>): string =>
  `px-1.5 first:pl-0 last:pr-0 ${numeric ? 'text-right tabular whitespace-nowrap' : 'text-left'} ${wide ? 'max-sm:hidden' : ''}`;

/** Rows of figures that stay a table on a phone: what makes them readable is that they stand below each other. */
export function FiguresTable<T>({ label, columns, rows, rowKey }: Props<T>) {
  return (
    <table aria-label={label} className="w-full border-collapse text-[13px]">
      <thead>
        <tr>
          {columns.map((column) => (
            <th
              key={column.id}
              scope="col"
              className={`h-6 text-[11px] font-medium whitespace-nowrap text-text-3 ${cellClass(column)}`}
            >
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)} className="h-7 border-t border-line">
            {columns.map((column, index) =>
              index === 0 ? (
                <th key={column.id} scope="row" className={`font-normal ${cellClass(column)}`}>
                  {column.cell(row)}
                </th>
              ) : (
                <td key={column.id} className={cellClass(column)}>
                  {column.cell(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
