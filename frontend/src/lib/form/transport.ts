import type { Transport } from '@firstread/contract';
import { t } from '@/lib/i18n';
import type { Checked } from './problems';

/** What a choice of peer and transport can be checked against. */
interface Reachable {
  id: string;
  dicomwebUrl: string | null;
}

/** DICOMweb is only possible with a peer that has an address for it. */
export function withReachable<T extends { peerId: string; transport: Transport }>(
  checked: Checked<T>,
  peers: readonly Reachable[],
): Checked<T> {
  if ('problems' in checked || checked.input.transport === 'dimse') return checked;
  const peer = peers.find(({ id }) => id === checked.input.peerId);
  if (!peer || peer.dicomwebUrl !== null) return checked;
  return { problems: { transport: t('transport.noUrl') } };
}
