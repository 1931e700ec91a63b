import type { HTMLAttributes, ReactNode } from 'react';

export interface Column<T> {
  id: string;
  head: string;
  cell: (row: T) => ReactNode;
  /** Width and the like, for head and cells. */
  className?: string;
}

type RowProps = Omit<HTMLAttributes<HTMLTableRowElement>, 'className' | 'role'> & {
  [data: `data-${string}`]: string | number | boolean;
};

interface Props<T> {
  label: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string;
  testId: string;
  /** What a row of this table answers to besides. */
  rowProps?: (row: T) => RowProps;
}

/** A table in a frame of its own that scrolls sideways; a card for each row on a phone. */
export function DataTable<T>({ label, columns, rows, rowKey, testId, rowProps }: Props<T>) {
  return (
    <div className="overflow-x-auto rounded-lg border border-line bg-surface-1 print:overflow-visible max-md:border-0 max-md:bg-transparent">
      <table
        role="table"
        aria-label={label}
        data-testid={testId}
        className="w-full border-collapse text-left text-[12px] max-md:block print:text-[10px]"
      >
        <thead role="rowgroup" className="max-md:sr-only">
          <tr role="row" className="border-b border-line-strong">
            {columns.map((column) => (
              <th
                key={column.id}
                role="columnheader"
                scope="col"
                className={`h-8 px-3 print:min-w-0! print:px-1.5 text-[11px] font-medium whitespace-nowrap text-text-3 ${column.className ?? ''}`}
              >
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" className="max-md:flex max-md:flex-col max-md:gap-2">
          {rows.map((row) => (
            <tr
              key={rowKey(row)}
              role="row"
              data-row={rowKey(row)}
              {...rowProps?.(row)}
              className="border-b border-line last:border-b-0 print:break-inside-avoid hover:bg-surface-2/60 max-md:flex max-md:flex-col max-md:gap-1.5 max-md:rounded-lg max-md:border max-md:bg-surface-1 max-md:p-3 max-md:last:border-b"
            >
              {columns.map((column) => (
                <td
                  key={column.id}
                  role="cell"
                  className={`px-3 py-1.5 align-middle print:min-w-0! print:px-1.5 max-md:grid max-md:w-auto max-md:grid-cols-[104px_minmax(0,1fr)] max-md:items-center max-md:gap-3 max-md:p-0 ${column.className ?? ''}`}
                >
                  <span aria-hidden className="text-text-3 md:hidden">
                    {column.head}
                  </span>
                  <div className="min-w-0">{column.cell(row)}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Stands where the table will be. */
export function TableSkeleton({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label} className="rounded-lg border border-line bg-surface-1">
      {[0, 1, 2, 3, 4].map((row) => (
        <div key={row} className="flex h-11 items-center border-b border-line px-3 last:border-b-0">
          <span className="h-2 w-1/2 rounded-full bg-surface-3" />
        </div>
      ))}
    </div>
  );
}
