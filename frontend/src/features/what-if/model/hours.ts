/** One number for all hours, or one for each hour of the week from Monday 00:00. */
export type Hourly = number | number[];

const HOURS_OF_WEEK = 168;

/** Shifts that a department's staffing is edited by; the night goes past midnight. */
export const SHIFTS = [
  { id: 'day', from: 8, to: 17 },
  { id: 'evening', from: 17, to: 22 },
  { id: 'night', from: 22, to: 8 },
] as const;

export type StaffingMode = 'constant' | 'shifts' | 'hours';

/** For each hour of the day, the mean of the week. */
export function dayOf(hourly: Hourly): number[] {
  return Array.from({ length: 24 }, (_, hour) => {
    if (typeof hourly === 'number') return hourly;
    const same = hourly.filter((_, at) => at % 24 === hour);
    return same.reduce((sum, one) => sum + one, 0) / same.length;
  });
}

export function everyDay(hours: readonly number[]): number[] {
  return Array.from({ length: HOURS_OF_WEEK }, (_, at) => hours[at % 24] ?? 0);
}

export function meanOf(hourly: Hourly): number {
  return typeof hourly === 'number' ? hourly : hourly.reduce((sum, one) => sum + one, 0) / hourly.length;
}

/** The same shape with another mean; flat where nothing came. */
export function scaled(hourly: Hourly, mean: number): Hourly {
  if (typeof hourly === 'number') return mean;
  const before = meanOf(hourly);
  return before > 0 ? hourly.map((one) => (one * mean) / before) : mean;
}

const inShift = ({ from, to }: (typeof SHIFTS)[number], hour: number) =>
  from < to ? hour >= from && hour < to : hour >= from || hour < to;

/** Readers of each shift; of hours that differ within it, the mean, rounded. */
export function shiftsOf(readers: Hourly): number[] {
  const hours = dayOf(readers);
  return SHIFTS.map((shift) => {
    const own = hours.filter((_, hour) => inShift(shift, hour));
    return Math.round(own.reduce((sum, one) => sum + one, 0) / own.length);
  });
}

export function fromShifts(readers: readonly number[]): number[] {
  return everyDay(
    Array.from({ length: 24 }, (_, hour) => readers[SHIFTS.findIndex((shift) => inShift(shift, hour))] ?? 0),
  );
}

/** How staffing is best shown. */
export function modeOf(readers: Hourly): StaffingMode {
  if (typeof readers === 'number') return 'constant';
  const again = fromShifts(shiftsOf(readers));
  return readers.every((one, at) => one === again[at]) ? 'shifts' : 'hours';
}

/** The same staffing in another mode; hours that differ are rounded to their mean. */
export function inMode(readers: Hourly, mode: StaffingMode): Hourly {
  if (mode === 'constant') return Math.max(1, Math.round(meanOf(readers)));
  return mode === 'shifts' ? fromShifts(shiftsOf(readers)) : everyDay(dayOf(readers).map(Math.round));
}
