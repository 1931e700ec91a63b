import { fileURLToPath } from 'node:url';

/** Where the compiled program of model processes lies. Specs run the sources, and name the built one. */
export const hostFile = { path: fileURLToPath(new URL('./model-host.js', import.meta.url)) };
