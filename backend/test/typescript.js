import { register } from 'node:module';

/** From here on Node compiles the TypeScript that it imports, decorators included, as tsconfig.json says. */
register('@swc-node/register/esm', import.meta.url);
process.setSourceMapsEnabled(true);
