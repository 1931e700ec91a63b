import { Injectable } from '@nestjs/common';
import { ArchiveService, type StoredInstance } from '../../archive/index.js';
import { parsePart10, type ByteSource, type ParsedInstance } from '../../dicom/index.js';

export interface OpenedInstance {
  stored: StoredInstance;
  bytes: ByteSource;
  parsed: ParsedInstance;
}

/** Headers kept: a viewer asks for one frame of an instance after the other. */
const HEADERS = 1024;

/** Opens instances: of their bytes, what is asked for is read. */
@Injectable()
export class OpenedInstances {
  private readonly headers = new Map<string, ParsedInstance>();

  constructor(private readonly archive: ArchiveService) {}

  async open(stored: StoredInstance): Promise<OpenedInstance> {
    const bytes = await this.archive.sourceOf(stored.id);
    const parsed = this.headers.get(stored.id) ?? parsePart10(bytes);
    this.headers.delete(stored.id);
    // A deflated object holds all that it inflates to.
    if (!parsed.inflated) this.headers.set(stored.id, parsed);
    const [oldest] = this.headers.keys();
    if (this.headers.size > HEADERS && oldest) this.headers.delete(oldest);
    return { stored, bytes, parsed };
  }
}
