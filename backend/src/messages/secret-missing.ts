import { DomainError } from '../platform/index.js';

/** A webhook is entered, and nothing could sign what is sent there. */
export function secretMissing(): DomainError {
  return new DomainError(
    'WEBHOOK_SECRET_MISSING',
    400,
    'Webhooks need a secret',
    'A webhook is signed, and no secret is set. Enter one together with the webhook.',
  );
}
