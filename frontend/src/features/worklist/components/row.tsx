'use client';
import { memo, type MouseEvent, type ReactNode } from 'react';
import { ArrowUp } from 'lucide-react';
import { seenIn, type ColumnId, type WorklistItem } from '@firstread/contract';
import { bandKind } from '@/components/clinical/band';
import { BandBadge } from '@/components/clinical/band-badge';
import { ClaimMark } from '@/components/clinical/claim-mark';
import { CriticalResultMark } from '@/components/clinical/critical-result-mark';
import { HoldMark } from '@/components/clinical/hold-mark';
import { StudyLink } from '@/components/clinical/study-link';
import { ageAndSex } from '@/lib/format/patient';
import { t } from '@/lib/i18n';
import type { DisplayRow } from '../model/hold';
import { columns, StudyLinkText, TriageCell } from './columns';
import { DueText } from './due-cell';

export interface RowHandlers {
  onSelect: (item: WorklistItem, event: MouseEvent<HTMLElement>) => void;
  onOpen: (item: WorklistItem) => void;
  onLinkClick: (uid: string, event: MouseEvent<HTMLAnchorElement>) => void;
}

interface Props extends RowHandlers {
  row: DisplayRow;
  index: number;
  top: number;
  /** Has the list's tab stop. */
  tabStop: boolean;
  active: boolean;
  selected: boolean;
  /** Two lines instead of columns, where the list is narrow. */
  compact: boolean;
  columnIds: readonly ColumnId[];
  goneText: string;
}

function rowClass({ row, active, selected }: Pick<Props, 'row' | 'active' | 'selected'>): string {
  const base = 'worklist-row group absolute inset-x-0 border-b border-line/60 outline-none';
  const state = selected ? 'is-selected' : active ? 'is-active' : '';
  const left =
    bandKind(row.item) === 'stat'
      ? 'band-stat'
      : bandKind(row.item) === 'ai'
        ? 'band-ai'
        : row.item.overdue
          ? 'band-overdue'
          : '';
  return `${base} ${state} ${left} ${row.gone ? 'is-gone' : ''}`;
}

/** The narrow list of a phone: two lines, the same facts in the same order. */
function CompactRow({ item, link }: { item: WorklistItem; link: ReactNode }) {
  return (
    <div role="gridcell" aria-colindex={1} className="worklist-compact">
      <span className="flex min-w-0 items-center gap-2">
        <BandBadge kind={bandKind(item)} />
        <span className="min-w-0 truncate">{link}</span>
        <CriticalResultMark open={item.openCritical} />
        <ClaimMark claim={item.claim} />
        <span className="tabular shrink-0 text-[11.5px] text-text-3">
          {ageAndSex(item.patient, item.studyDate ?? item.readyAt)}
        </span>
        <span className="ml-auto shrink-0 text-[12px]">
          <DueText item={item} />
        </span>
      </span>
      <span className="flex min-w-0 items-center gap-2 text-[12px]">
        <span className="shrink-0 font-medium text-text-2">{item.modalities.join('+')}</span>
        <span className="min-w-0 truncate text-text-2">
          {item.studyDescription ?? item.bodyParts.join(', ')}
        </span>
        <span className="shrink-0">
          <HoldMark hold={item.hold} />
        </span>
        <span className="ml-auto max-w-[55%] min-w-0 shrink-0">
          <TriageCell item={item} />
        </span>
      </span>
    </div>
  );
}

interface CellsProps extends Pick<Props, 'row' | 'columnIds' | 'goneText'> {
  openStudy: (study: WorklistItem) => ReactNode;
}

/** The columns of one row. */
function Cells({ row, columnIds, goneText, openStudy }: CellsProps) {
  return (
    <>
      {columnIds.map((id, columnIndex) => (
        <div
          key={id}
          role="gridcell"
          aria-colindex={columnIndex + 1}
          data-column={id}
          className={`worklist-cell ${columns[id].end === true ? 'justify-end' : ''}`}
        >
          {id === 'priority' && row.move === 'up' && (
            <ArrowUp
              size={12}
              className="mr-1 shrink-0 text-cyan"
              role="img"
              aria-label={t('worklist.row.movesUp')}
            />
          )}
          {id === 'due' && row.gone ? (
            <span title={t('worklist.row.gone.detail')} className="font-medium text-text-2">
              {goneText}
            </span>
          ) : (
            columns[id].render(row.item, openStudy)
          )}
        </div>
      ))}
    </>
  );
}

/** One study. The uid it was drawn with is the uid that every action of it carries. */
export const WorklistRow = memo(function WorklistRow(props: Props) {
  const { row, index, top, selected, compact, tabStop, onSelect, onOpen, onLinkClick } = props;
  const { columnIds, goneText } = props;
  const { item } = row;
  const uid = item.studyInstanceUid;
  const openStudy = (study: WorklistItem): ReactNode => (
    <StudyLink
      studyUid={study.studyInstanceUid}
      seen={seenIn(study)}
      tabIndex={-1}
      data-testid="open-study"
      aria-label={t('worklist.row.open', { name: study.patient.name || t('patient.unknown') })}
      onClick={(event) => onLinkClick(study.studyInstanceUid, event)}
      className="hover:underline hover:decoration-cyan hover:underline-offset-2"
    >
      <StudyLinkText item={study} />
    </StudyLink>
  );
  return (
    <div
      role="row"
      data-testid="worklist-row"
      data-study-uid={uid}
      data-band={item.band}
      data-gone={row.gone || undefined}
      data-move={row.move ?? undefined}
      aria-rowindex={index + 2}
      aria-selected={selected}
      tabIndex={tabStop ? 0 : -1}
      data-compact={compact || undefined}
      className={rowClass(props)}
      style={{ transform: `translateY(${top}px)` }}
      onClick={(event) => onSelect(item, event)}
      onDoubleClick={() => onOpen(item)}
    >
      {compact ? (
        <CompactRow item={item} link={openStudy(item)} />
      ) : (
        <Cells row={row} columnIds={columnIds} goneText={goneText} openStudy={openStudy} />
      )}
    </div>
  );
});
