export { LiveBoardScreen } from './components/screen';
