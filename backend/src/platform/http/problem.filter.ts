import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Problem } from '@firstread/contract';
import type { Request, Response } from 'express';
import { DomainError, problemOf } from './problem.js';
import { InvalidInput } from './validation.js';

/** Every error leaves as RFC 9457 problem JSON; an unforeseen one tells the caller nothing but a number. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw error;
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    const problem = this.problem(error, request);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  }

  private problem(error: unknown, request: Request): Problem {
    const instance = request.path;
    if (error instanceof InvalidInput) return { ...problemOf(error, instance), errors: error.errors };
    if (error instanceof DomainError) return problemOf(error, instance);
    if (error instanceof HttpException) return httpProblem(error, instance);
    if (isBodyParserError(error)) {
      return problemOf(new DomainError('BAD_BODY', 400, 'Body not readable', error.message), instance);
    }
    this.logger.error(error instanceof Error ? error.message : String(error), (error as Error).stack);
    return {
      type: 'urn:firstread:problem:internal',
      title: 'Internal error',
      status: 500,
      detail: 'The server met an error it did not foresee; its log has the details. Try again.',
      instance,
      code: 'INTERNAL',
    };
  }
}

function httpProblem(error: HttpException, instance: string): Problem {
  const status = error.getStatus();
  const code = status === 404 ? 'NOT_FOUND' : `HTTP_${status}`;
  return { type: 'about:blank', title: error.message, status, detail: error.message, instance, code };
}

function isBodyParserError(error: unknown): error is Error & { status: number } {
  return error instanceof Error && 'status' in error && 'type' in error;
}
