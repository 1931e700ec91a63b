import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { catchError, from, mergeMap, throwError, type Observable } from 'rxjs';
import { AccessService, type AuthenticatedRequest } from '../../identity/index.js';
import { DomainError } from '../../platform/index.js';
import { RESULT_WITHHELD } from './wado.service.js';

/** Writes to the audit trail who asked for an AI result that is kept from readers. */
@Injectable()
export class RefusalAudit implements NestInterceptor {
  constructor(private readonly access: AccessService) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      catchError((error: unknown) => {
        if (!(error instanceof DomainError) || error.code !== RESULT_WITHHELD) return throwError(() => error);
        return from(this.record(context.switchToHttp().getRequest(), error.detail)).pipe(
          mergeMap(() => throwError(() => error)),
        );
      }),
    );
  }

  private async record(
    { principal, params, ip: source }: AuthenticatedRequest,
    detail: string,
  ): Promise<void> {
    const { studyUid } = params as { studyUid?: string };
    await this.access.refused(principal, { action: 'study.retrieve', studyUid, source, detail });
  }
}
