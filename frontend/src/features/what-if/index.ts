export { WhatIfScreen } from './components/screen';
