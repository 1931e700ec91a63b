import {
  Module,
  StandardSchemaSerializerInterceptor,
  type DynamicModule,
  type INestApplication,
  type Type,
} from '@nestjs/common';
import { NestFactory, Reflector } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { RequestHandler } from 'express';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { AiImpactHttpModule } from '../ai-impact/index.js';
import { AlertsHttpModule } from '../alerts/index.js';
import { ContactsHttpModule } from '../contacts/index.js';
import { CriticalHttpModule } from '../critical/index.js';
import { LiveBoardHttpModule } from '../live-board/index.js';
import { FairnessHttpModule } from '../fairness/index.js';
import { TurnaroundHttpModule } from '../turnaround/index.js';
import { TurnaroundReportHttpModule } from '../turnaround-report/index.js';
import { MessagesHttpModule } from '../messages/index.js';
import { ChangesHttpModule } from '../changes/index.js';
import { DiscrepanciesHttpModule } from '../discrepancies/index.js';
import { DicomwebModule } from '../dicomweb/index.js';
import { Authenticator, IdentityHttpModule } from '../identity/index.js';
import { StowModule } from '../ingest/index.js';
import { NotificationsModule } from '../notifications/index.js';
import { OperationsModule } from '../operations/index.js';
import {
  DomainError,
  inputValidation,
  JsonLogger,
  ProblemFilter,
  problemOf,
  type Config,
} from '../platform/index.js';
import { GovernanceHttpModule } from '../governance/index.js';
import { PeerLearningHttpModule } from '../peer-learning/index.js';
import { ReportingHttpModule } from '../reporting/index.js';
import { ResultsHttpModule } from '../results/index.js';
import { DimseHttpModule } from '../dimse/index.js';
import { OrdersHttpModule } from '../orders/index.js';
import { PeersHttpModule } from '../peers/index.js';
import { RulesHttpModule } from '../rules/index.js';
import { RoutingHttpModule } from '../routing/index.js';
import { WhatIfHttpModule } from '../what-if/index.js';
import { WorklistHttpModule } from '../worklist/index.js';
import { baseModules } from './base.js';
import { admitViewers, protect, servePages } from './front-door.js';
import { serveFullViewer } from './full-viewer.js';

@Module({})
export class ApiModule {
  static with(config: Config, more: Type[] = []): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        ...baseModules(config, 'api'),
        IdentityHttpModule,
        StowModule,
        DicomwebModule,
        ResultsHttpModule,
        GovernanceHttpModule,
        WorklistHttpModule,
        DiscrepanciesHttpModule,
        ReportingHttpModule,
        PeerLearningHttpModule,
        WhatIfHttpModule,
        NotificationsModule,
        OperationsModule,
        PeersHttpModule,
        OrdersHttpModule,
        RulesHttpModule,
        DimseHttpModule,
        RoutingHttpModule,
        ChangesHttpModule,
        AlertsHttpModule,
        MessagesHttpModule,
        ContactsHttpModule,
        CriticalHttpModule,
        LiveBoardHttpModule,
        TurnaroundHttpModule,
        TurnaroundReportHttpModule,
        AiImpactHttpModule,
        FairnessHttpModule,
        ...more,
      ],
    };
  }
}

/** The HTTP application, ready to listen: API, DICOMweb, sockets, and the pages behind it; `more` is for tests. */
export async function createApi(config: Config, more: Type[] = []): Promise<INestApplication> {
  const app = await NestFactory.create<NestExpressApplication>(ApiModule.with(config, more), {
    logger: new JsonLogger(config.env.FIRSTREAD_LOG, 'api'),
    bodyParser: false,
  });
  app.useBodyParser('json', { limit: '1mb' });
  app.set('trust proxy', 'loopback');
  app.set('etag', false);
  app.disable('x-powered-by');
  protect(app);
  admitViewers(app, config);
  serveFullViewer(app, config);
  servePages(app, config);
  app.useGlobalPipes(inputValidation());
  app.useGlobalInterceptors(new StandardSchemaSerializerInterceptor(app.get(Reflector)));
  app.useGlobalFilters(new ProblemFilter());
  app.enableShutdownHooks();
  documentApi(app);
  return app;
}

function documentApi(app: INestApplication): void {
  const description = new DocumentBuilder()
    .setTitle('Firstread')
    .setDescription('AI-integrated radiology worklist. Not a medical device.')
    .setVersion('1')
    .addBearerAuth()
    .addCookieAuth('firstread_session')
    .build();
  app.use(['/api/docs', '/api/openapi.json'], requireSignIn(app));
  // Made when it is asked for first: it takes a second that no start need wait for.
  SwaggerModule.setup('api/docs', app, () => SwaggerModule.createDocument(app, description), {
    jsonDocumentUrl: 'api/openapi.json',
    raw: ['json'],
  });
}

/** The description of the API is not a controller, so no guard reaches it. */
function requireSignIn(app: INestApplication): RequestHandler {
  const authenticator = app.get(Authenticator);
  return (request, response, next) => {
    authenticator.principalOf(request.headers, request.method).then(
      () => next(),
      (error: unknown) => {
        if (!(error instanceof DomainError)) return next(error);
        const problem = problemOf(error, request.originalUrl);
        response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
      },
    );
  };
}

export async function startApi(config: Config): Promise<void> {
  const app = await createApi(config);
  await app.listen(config.env.PORT, config.env.FIRSTREAD_BIND);
}
