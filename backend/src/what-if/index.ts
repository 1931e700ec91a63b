export { WhatIfHttpModule } from './what-if.module.js';
