export { Home } from './components/home';
export { LoginScreen } from './components/login-screen';
export { SetupScreen } from './components/setup-screen';
