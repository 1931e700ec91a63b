export { PeersScreen } from './components/screen';
