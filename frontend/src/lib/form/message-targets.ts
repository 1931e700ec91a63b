import type { MessageTarget } from '@firstread/contract';
import { textOf } from './text-of';

/** A target as it is shown and typed. */
export function targetText(target: MessageTarget): string {
  return target.kind === 'email' ? target.address : target.url;
}

/** Each line is an address of mail, or of a webhook where it has a scheme. */
export function targetsOf(form: FormData, name: string): MessageTarget[] {
  return textOf(form, name)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) =>
      line.includes('://') ? { kind: 'webhook', url: line } : { kind: 'email', address: line },
    );
}
