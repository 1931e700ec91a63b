import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { SystemStatusService } from './system-status.service.js';

/** Figures for Prometheus; no labels that name patients or studies. */
@Injectable()
export class MetricsService {
  private readonly registry = new Registry();

  constructor(status: SystemStatusService) {
    collectDefaultMetrics({ register: this.registry, prefix: 'firstread_' });
    const runs = new Gauge({
      name: 'firstread_inference_runs',
      help: 'Model runs that are pending, running or failed',
      labelNames: ['state'],
      registers: [this.registry],
      async collect() {
        const { ai } = await status.current();
        for (const state of ['pending', 'running', 'failed'] as const) runs.set({ state }, ai[state]);
      },
    });
    const storage = new Gauge({
      name: 'firstread_storage',
      help: 'Disk of the archive: free bytes, used percent, and 1 as refusing where the watermark is passed',
      labelNames: ['what'],
      registers: [this.registry],
      async collect() {
        const { full, usedPercent, freeBytes } = (await status.current()).storage;
        storage.set({ what: 'freeBytes' }, freeBytes);
        storage.set({ what: 'usedPercent' }, usedPercent);
        storage.set({ what: 'refusing' }, full ? 1 : 0);
      },
    });
    const unread = new Gauge({
      name: 'firstread_worklist_unread',
      help: 'Unread studies by band',
      labelNames: ['band'],
      registers: [this.registry],
      async collect() {
        for (const [band, count] of await status.unreadByBand()) unread.set({ band: String(band) }, count);
      },
    });
  }

  async text(): Promise<string> {
    return this.registry.metrics();
  }
}
