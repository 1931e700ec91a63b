import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import expressStaticGzip from 'express-static-gzip';
import helmet from 'helmet';
import { existsSync } from 'node:fs';
import { extname, join } from 'node:path';
import { Authenticator } from '../identity/index.js';
import { DomainError, type Config } from '../platform/index.js';

const PATH = '/ohif';
const YEAR_S = 31_536_000;
/** Its file names change with what is in them, but for these. */
const MUTABLE = /\/(index\.html|app-config\.js|paths\.js)(\.gz)?$/;
const HASHED = /\.[0-9a-f]{16}\.|\/[0-9a-f]{16}\./;

/**
 * OHIF as `scripts/lib/full-viewer.mjs` prepares it, on our address and with our session. It evaluates strings, so its
 * pages have a content security policy of their own, by which they reach DICOMweb and their own files and nothing else.
 */
export function serveFullViewer(app: NestExpressApplication, config: Config): void {
  const page = join(config.viewerFolder, 'index.html');
  const authenticator = app.get(Authenticator);
  app.use(PATH, contentSecurityPolicy());
  app.use(PATH, files(config.viewerFolder));
  app.use(PATH, (request: Request, response: Response, next: NextFunction) => {
    if (extname(request.path) !== '')
      return void response.status(404).type('text/plain').send('No such file.');
    authenticator.principalOf(request.headers, request.method).then(
      () => sendPage(page, response),
      (error: unknown) => {
        if (!(error instanceof DomainError)) return next(error);
        response.redirect(`/login?next=${encodeURIComponent(request.originalUrl)}`);
      },
    );
  });
}

function files(folder: string): RequestHandler {
  return expressStaticGzip(folder, {
    index: false,
    serveStatic: {
      setHeaders: (response, path) => {
        const kept = HASHED.test(path) && !MUTABLE.test(path);
        response.setHeader('Cache-Control', kept ? `private, max-age=${YEAR_S}, immutable` : 'no-cache');
      },
    },
  });
}

function sendPage(page: string, response: Response): void {
  response.setHeader('Cache-Control', 'no-store');
  if (existsSync(page)) response.sendFile(page);
  else
    response
      .status(503)
      .type('text/plain')
      .send('The full viewer is not installed here. Run `npm run full-viewer` on the server, then reload.');
}

/** Where scripts of the viewer may send requests: never to the API. */
function reachable(request: Request): string[] {
  const host = request.get('x-forwarded-host') ?? request.get('host') ?? '';
  return /^[A-Za-z0-9.\-:[\]]+$/.test(host) ? [`${host}/dicomweb/`, `${host}${PATH}/`] : ["'self'"];
}

function contentSecurityPolicy(): RequestHandler {
  const own = ["'self'"];
  return (request, response, next) => {
    const send = helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: [...own, "'unsafe-eval'", "'wasm-unsafe-eval'"],
          workerSrc: [...own, 'blob:'],
          styleSrc: [...own, "'unsafe-inline'"],
          imgSrc: [...own, 'data:', 'blob:'],
          fontSrc: [...own, 'data:'],
          manifestSrc: own,
          connectSrc: [...reachable(request), 'data:', 'blob:'],
          baseUri: own,
          formAction: ["'none'"],
          frameAncestors: ["'none'"],
        },
      },
      crossOriginResourcePolicy: { policy: 'same-origin' },
      referrerPolicy: { policy: 'no-referrer' },
    });
    send(request, response, next);
  };
}
