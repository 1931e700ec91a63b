import { Logger } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import helmet from 'helmet';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createProxyMiddleware } from 'http-proxy-middleware';
import type { Config } from '../platform/index.js';

/** Paths that this process answers itself; every other one is a page. */
const OWN_PATHS = /^\/(api|dicomweb|ohif|socket\.io|healthz|readyz|metrics)(\/|\?|$)/;

/** Security headers of the API; the pages and the full viewer bring their own content security policy. */
export function protect(app: NestExpressApplication): void {
  const headers = helmet({
    contentSecurityPolicy: { directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    crossOriginResourcePolicy: { policy: 'same-origin' },
  });
  const docs = helmet({ contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } } });
  app.use(
    (request: Parameters<typeof headers>[0], response: Parameters<typeof headers>[1], next: () => void) => {
      if (!OWN_PATHS.test(request.url ?? '') || request.url?.startsWith('/ohif')) return next();
      return (request.url?.startsWith('/api/docs') ? docs : headers)(request, response, next);
    },
  );
}

/** What pages of other origins may send to DICOMweb, and read of its answers. */
export const CORS_HEADERS = {
  'Access-Control-Allow-Methods': 'GET, HEAD, POST, OPTIONS',
  'Access-Control-Allow-Headers': 'Authorization, Accept, Content-Type, If-None-Match, Range',
  'Access-Control-Expose-Headers':
    'Accept-Ranges, Content-Length, Content-Range, ETag, Location, Warning, X-Total-Count',
  'Access-Control-Max-Age': '600',
};

/** Lets web viewers of the named origins use DICOMweb with a token; cookies stay with our own pages. */
export function admitViewers(app: NestExpressApplication, { env }: Config): void {
  app.use('/dicomweb', (request: IncomingMessage, response: ServerResponse, next: () => void) => {
    response.appendHeader('Vary', 'Origin');
    const { origin } = request.headers;
    if (!origin || !env.CORS_ORIGINS.includes(origin)) return next();
    response.setHeader('Access-Control-Allow-Origin', origin);
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    for (const [name, value] of Object.entries(CORS_HEADERS)) response.setHeader(name, value);
    if (request.method !== 'OPTIONS') return next();
    response.writeHead(204).end();
  });
}

const logger = new Logger('FrontDoor');

/** Passes pages on to Next.js, so that one address serves everything. */
export function servePages(app: NestExpressApplication, config: Config): void {
  const proxy = createProxyMiddleware({
    target: `http://127.0.0.1:${config.env.FRONTEND_PORT}`,
    pathFilter: (path) => !OWN_PATHS.test(path),
    xfwd: true,
    on: {
      error: (error, request, response) => {
        logger.warn(`${request.method} ${request.url} did not reach the pages: ${error.message}`);
        if ('writeHead' in response && !response.headersSent)
          response.writeHead(503, { 'Content-Type': 'text/plain' });
        response.end('The pages are starting. Reload in a moment.');
      },
    },
  });
  app.use(proxy);
}
