import type { CriticalReport, CriticalResult } from '@firstread/contract';

type Receipt = 'inTime' | 'late' | 'waiting' | 'withdrawn';

/** How a result was received, if at all: the time of the telling counts, not when it was entered. */
export function receivedHow({ state, receipt, dueAt }: CriticalResult): Receipt {
  if (state === 'withdrawn') return 'withdrawn';
  if (receipt === null) return 'waiting';
  return receipt.communicatedAt <= dueAt ? 'inTime' : 'late';
}

export function reportOf(results: CriticalResult[]): CriticalReport {
  const counted = (how: Receipt): number => results.filter((one) => receivedHow(one) === how).length;
  return {
    results,
    total: results.length,
    inTime: counted('inTime'),
    late: counted('late'),
    waiting: counted('waiting'),
    withdrawn: counted('withdrawn'),
  };
}

export const REPORT_HEAD = [
  'Result',
  'Study Instance UID',
  'Patient ID',
  'Finding',
  'Level',
  'Identified at',
  'Identified by',
  'Due at',
  'Received',
  'Communicated by',
  'Received by',
  'Role of receiver',
  'Communicated at',
  'How',
  'Read back',
  'Attempts',
  'Told by message',
  'State',
  'Closed by',
  'Closed at',
  'Withdrawn by',
  'Withdrawn at',
  'Reason of withdrawal',
  'Notes',
] as const;

const received: Readonly<Record<Receipt, string>> = {
  inTime: 'in time',
  late: 'late',
  waiting: 'waiting',
  withdrawn: 'withdrawn',
};

/** One line of the report, in the order of `REPORT_HEAD`; times in UTC (ISO 8601). */
export function reportLine(result: CriticalResult): string[] {
  const { receipt, closed, withdrawn } = result;
  const notes = [result.note, receipt?.note, closed?.note].filter(
    (note) => note !== null && note !== undefined,
  );
  return [
    result.id,
    result.studyInstanceUid,
    result.patient?.id ?? '',
    result.finding,
    result.level,
    result.identifiedAt,
    result.markedBy,
    result.dueAt,
    received[receivedHow(result)],
    receipt?.communicatedBy ?? '',
    receipt?.receiver ?? '',
    receipt?.receiverRole ?? '',
    receipt?.communicatedAt ?? '',
    receipt?.how ?? '',
    receipt === null ? '' : receipt.readBack ? 'yes' : 'no',
    String(result.attempts.length),
    result.told,
    result.state,
    closed?.by ?? '',
    closed?.at ?? '',
    withdrawn?.by ?? '',
    withdrawn?.at ?? '',
    withdrawn?.reason ?? '',
    notes.join(' / '),
  ];
}
