const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "45 s", "12 min", "3 h 05", "2 d 4 h": short, and never more exact than it needs to be. */
export function formatDuration(milliseconds: number): string {
  const span = Math.max(0, milliseconds);
  if (span < MINUTE) return `${Math.floor(span / 1000)} s`;
  if (span < HOUR) return `${Math.floor(span / MINUTE)} min`;
  if (span < DAY) {
    const minutes = Math.floor((span % HOUR) / MINUTE);
    return `${Math.floor(span / HOUR)} h ${String(minutes).padStart(2, '0')}`;
  }
  const hours = Math.floor((span % DAY) / HOUR);
  return hours === 0 ? `${Math.floor(span / DAY)} d` : `${Math.floor(span / DAY)} d ${hours} h`;
}

export type DueState = 'overdue' | 'atRisk' | 'onTime';

export interface Due {
  state: DueState;
  /** Time left, or time over, in milliseconds; never negative. */
  span: number;
}

/** At risk is the last quarter of the time that the order class allows. */
export function dueAt(due: string, ready: string, now: number, overdueByServer: boolean): Due {
  const deadline = Date.parse(due);
  const left = deadline - now;
  if (left <= 0) return { state: 'overdue', span: -left };
  // The server's word counts even where the clocks disagree for a moment.
  if (overdueByServer) return { state: 'overdue', span: 0 };
  const allowed = Math.max(0, deadline - Date.parse(ready));
  return { state: left <= allowed / 4 ? 'atRisk' : 'onTime', span: left };
}
