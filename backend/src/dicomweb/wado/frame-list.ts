import { DomainError } from '../../platform/index.js';

/** Frame numbers of a path: `1,3,5`. @throws DomainError INVALID_PARAMETER (400) */
export function readFrameList(text: string): number[] {
  const parts = text.split(',').map((part) => part.trim());
  if (parts.every((part) => /^\d{1,9}$/.test(part))) return parts.map(Number);
  throw new DomainError(
    'INVALID_PARAMETER',
    400,
    'Frame list not valid',
    `"${text.slice(0, 100)}" is no list of frame numbers. Give whole numbers from 1, separated by commas.`,
  );
}
