import type { Period } from './due.js';

export function fileName({ from, to }: Period): string {
  return `turnaround-${from}-to-${to}.pdf`;
}
