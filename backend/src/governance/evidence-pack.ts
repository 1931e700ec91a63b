import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import yazl from 'yazl';
import { AuditService } from '../audit/index.js';
import { actorOf, SiteService, type Principal } from '../identity/index.js';
import { Clock } from '../platform/index.js';
import { RuleStore } from '../rules/index.js';
import { evidenceFiles, type EvidenceFile } from './domain/evidence-pack.js';
import { VersionEvidence } from './version-evidence.js';

/** Everything that says how the department governs its AI, as one archive. */
@Injectable()
export class EvidencePack {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly versions: VersionEvidence,
    private readonly rules: RuleStore,
    private readonly sites: SiteService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** A ZIP. That it was made, and by whom, is a line of the audit trail. */
  async make(days: number, by: Principal): Promise<Readable> {
    const { manager } = this.dataSource;
    const { name: site } = await this.sites.current(manager);
    const madeAt = this.clock.now();
    const files = evidenceFiles({
      site,
      madeBy: by.displayName,
      madeAt,
      days,
      versions: await this.versions.ofAll(days),
      rules: await this.rules.all(manager),
    });
    await this.audit.record(manager, {
      actor: actorOf(by),
      role: by.role,
      action: 'model.evidence',
      outcome: 'success',
      detail: `Monitoring of ${days} days`,
    });
    return zipOf([...files, { path: 'SHA256SUMS', text: sumsOf(files) }], madeAt);
  }
}

/** As `sha256sum -c` reads it. */
function sumsOf(files: readonly EvidenceFile[]): string {
  const lines = files.map(({ path, text }) => `${createHash('sha256').update(text).digest('hex')}  ${path}`);
  return `${lines.join('\n')}\n`;
}

function zipOf(files: readonly EvidenceFile[], mtime: Date): Readable {
  const zip = new yazl.ZipFile();
  for (const { path, text } of files) zip.addBuffer(Buffer.from(text), path, { mtime });
  zip.end();
  return Readable.from(zip.outputStream as AsyncIterable<Buffer>);
}
