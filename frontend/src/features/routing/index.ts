export { ForwardingScreen } from './components/forwarding-screen';
export { PriorsScreen } from './components/priors-screen';
