import type { Peer } from '@firstread/contract';
import { t } from '@/lib/i18n';

/** A peer by AE title and name. */
export function PeerName({ peer }: { peer: Peer | undefined }) {
  if (!peer) return <span className="text-text-3">{t('peer.gone')}</span>;
  return (
    <div className="leading-[16px]">
      <p className="num font-medium">{peer.aeTitle}</p>
      <bdi className="block max-w-60 truncate text-text-2" title={peer.name}>
        {peer.name}
      </bdi>
    </div>
  );
}
