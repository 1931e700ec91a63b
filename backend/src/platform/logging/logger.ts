import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';

/**
 * Structured logs through pino. Messages name objects by our own ids and UIDs; patient names, ids and
 * request bodies are never passed here.
 */
export class JsonLogger implements LoggerService {
  private readonly pino: Logger;

  constructor(level: string, role: string) {
    this.pino = pino({ level, base: { role }, timestamp: pino.stdTimeFunctions.isoTime });
  }

  log(message: unknown, context?: string): void {
    this.write('info', message, context);
  }
  warn(message: unknown, context?: string): void {
    this.write('warn', message, context);
  }
  debug(message: unknown, context?: string): void {
    this.write('debug', message, context);
  }
  verbose(message: unknown, context?: string): void {
    this.write('debug', message, context);
  }
  fatal(message: unknown, context?: string): void {
    this.write('fatal', message, context);
  }
  error(message: unknown, stack?: string, context?: string): void {
    this.pino.error({ context: context ?? undefined, stack }, text(message));
  }

  private write(level: 'info' | 'warn' | 'debug' | 'fatal', message: unknown, context?: string): void {
    this.pino[level]({ context }, text(message));
  }
}

function text(message: unknown): string {
  if (message instanceof Error) return message.stack ?? message.message;
  return typeof message === 'string' ? message : JSON.stringify(message);
}
