import type { Transport } from '@firstread/contract';
import { t } from '@/lib/i18n';
import type { Checked } from './problems';

/** DICOMweb is only possible with a peer that has an address for it. */
export function withReachable<T extends { peerId: string; transport: Transport }>(
  checked: Checked<T>,
  hasDicomweb: (peerId: string) => boolean,
): Checked<T> {
  if ('problems' in checked || checked.input.transport === 'dimse') return checked;
  return hasDicomweb(checked.input.peerId) ? checked : { problems: { transport: t('transport.noUrl') } };
}
