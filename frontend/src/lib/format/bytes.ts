const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** "512 B", "1.4 MB": decimal units, two digits where one stands before the point. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit > 0 && value < 9.95 ? value.toFixed(1) : Math.round(value)} ${UNITS[unit] ?? ''}`;
}
