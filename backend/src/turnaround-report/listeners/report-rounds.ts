import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { Enclosures, type Enclosure } from '../../messages/index.js';
import { Loop } from '../../platform/index.js';
import { fileName } from '../domain/file-name.js';
import { DueReports } from '../due-reports.js';
import { IssueStore } from '../issue-store.js';

const EVERY_MS = 60_000;

/** Makes reports when they are due, and gives them to the outbox when it sends them; in the worker. */
@Injectable()
export class ReportRounds implements OnModuleInit, OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(ReportRounds.name);
  private readonly loop: Loop;

  constructor(
    due: DueReports,
    private readonly issues: IssueStore,
    private readonly enclosures: Enclosures,
  ) {
    this.loop = new Loop(
      async () => {
        await due.issueAll();
        return false;
      },
      EVERY_MS,
      (error) => this.logger.error(`Reports not looked at, will try again: ${error.message}`),
    );
  }

  onModuleInit(): void {
    this.enclosures.provide('turnaroundReport', (issueId) => this.enclosed(issueId));
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  private async enclosed(issueId: string): Promise<Enclosure[] | 'gone'> {
    const issue = await this.issues.pdf(issueId);
    if (!issue) return 'gone';
    return [{ name: fileName(issue.period), mediaType: 'application/pdf', bytes: issue.pdf }];
  }
}
