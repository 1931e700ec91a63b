import { Logger } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import helmet from 'helmet';
import { createProxyMiddleware } from 'http-proxy-middleware';
import type { Config } from '../platform/index.js';

/** Paths that this process answers itself; every other one is a page. */
const OWN_PATHS = /^\/(api|dicomweb|socket\.io|healthz|readyz|metrics)(\/|\?|$)/;

/** Security headers of the API; the pages bring their own content security policy. */
export function protect(app: NestExpressApplication): void {
  const headers = helmet({
    contentSecurityPolicy: { directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    crossOriginResourcePolicy: { policy: 'same-origin' },
  });
  const docs = helmet({ contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } } });
  app.use(
    (request: Parameters<typeof headers>[0], response: Parameters<typeof headers>[1], next: () => void) => {
      if (!OWN_PATHS.test(request.url ?? '')) return next();
      return (request.url?.startsWith('/api/docs') ? docs : headers)(request, response, next);
    },
  );
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
