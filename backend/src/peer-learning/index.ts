export {
  PeerLearningHttpModule,
  PeerLearningModule,
  PeerLearningWorkerModule,
} from './peer-learning.module.js';
