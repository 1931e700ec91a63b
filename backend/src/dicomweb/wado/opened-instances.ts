import { Injectable } from '@nestjs/common';
import { ArchiveService, type StoredInstance } from '../../archive/index.js';
import { parsePart10, type ParsedInstance } from '../../dicom/index.js';

export interface OpenedInstance {
  stored: StoredInstance;
  bytes: Uint8Array;
  parsed: ParsedInstance;
}

/** Headers kept: a viewer asks for one frame of an instance after the other. */
const HEADERS = 64;

/** Opens instances. The only place of WADO-RS that reads a whole object into memory. */
@Injectable()
export class OpenedInstances {
  private readonly headers = new Map<string, ParsedInstance>();

  constructor(private readonly archive: ArchiveService) {}

  async open(stored: StoredInstance): Promise<OpenedInstance> {
    const bytes = await this.archive.bytesOf(stored.id);
    const parsed = this.headers.get(stored.id) ?? parsePart10(bytes);
    this.headers.delete(stored.id);
    this.headers.set(stored.id, parsed);
    const [oldest] = this.headers.keys();
    if (this.headers.size > HEADERS && oldest) this.headers.delete(oldest);
    return { stored, bytes, parsed };
  }
}
