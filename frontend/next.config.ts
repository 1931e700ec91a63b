import path from 'node:path';
import type { NextConfig } from 'next';

/** Workers run under the policy of their own script: the image decoders fetch WebAssembly, and nothing else. */
const workerPolicy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self' blob:";

const config: NextConfig = {
  headers: () =>
    Promise.resolve([
      {
        source: '/_next/static/:path*',
        headers: [
          { key: 'Content-Security-Policy', value: workerPolicy },
          { key: 'X-Content-Type-Options', value: 'nosniff' },
          { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
        ],
      },
    ]),
  // `npm run typecheck` checks them, for all workspaces.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  reactStrictMode: true,
  // The front door compresses and is the only one that talks to this server.
  compress: false,
  images: { unoptimized: true },
  turbopack: {
    root: path.join(__dirname, '..'),
    // The Emscripten image codecs name `fs` and `path` on a branch that a browser never takes.
    resolveAlias: {
      fs: { browser: './loaders/empty.js' },
      path: { browser: './loaders/empty.js' },
    },
    // Cornerstone's compute worker spawns itself, on which Turbopack hangs for ever (vercel/next.js#97399).
    rules: {
      '**/@cornerstonejs/tools/dist/esm/utilities/registerComputeWorker.js': {
        loaders: [path.join(__dirname, 'loaders/cs-compute-worker.cjs')],
      },
    },
  },
};

export default config;
