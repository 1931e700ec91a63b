import { PeerEntity } from './peer.entity.js';

export const peersEntities = [PeerEntity];
