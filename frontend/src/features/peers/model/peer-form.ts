import { peerInputSchema, type PeerInput } from '@firstread/contract';
import { check, type Checked } from '@/lib/form/problems';
import { textOf } from '@/lib/form/text-of';
import { listOf, numberOf } from '@/lib/form/values';

/** What becomes of the token: a new one replaces it, null removes it, nothing keeps it. */
function tokenOf(form: FormData): { dicomwebToken?: string | null } {
  const typed = textOf(form, 'dicomwebToken').trim();
  if (typed !== '') return { dicomwebToken: typed };
  return form.has('removeToken') ? { dicomwebToken: null } : {};
}

function orNull(text: string): string | null {
  return text === '' ? null : text;
}

/** The peer that a form describes. */
export function readPeer(form: FormData): Checked<PeerInput> {
  return check(peerInputSchema, {
    aeTitle: textOf(form, 'aeTitle').trim(),
    name: textOf(form, 'name').trim(),
    host: textOf(form, 'host').trim(),
    port: numberOf(form, 'port'),
    tls: form.has('tls'),
    addresses: listOf(form, 'addresses'),
    services: form.getAll('services'),
    destination: form.has('destination'),
    maxAssociations: numberOf(form, 'maxAssociations'),
    backfillAgeDays: textOf(form, 'backfillAgeDays').trim() === '' ? null : numberOf(form, 'backfillAgeDays'),
    enabled: form.has('enabled'),
    dicomwebUrl: orNull(textOf(form, 'dicomwebUrl').trim()),
    ...tokenOf(form),
  });
}
