export { PeerLearningScreen } from './components/screen';
