export { PeersHttpModule, PeersModule } from './peers.module.js';
export { plainAddress } from './addresses.js';
export { PeerDirectory, type PeerRecord } from './peer-directory.js';
export { PeerService } from './peer.service.js';
export { peersEntities } from './entities/index.js';
