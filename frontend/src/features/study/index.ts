export { StudyScreen } from './components/screen';
export { WarmViewer } from './components/warm-viewer';
