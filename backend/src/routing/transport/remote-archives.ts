import type { Transport } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { DicomwebArchive } from './dicomweb-archive.js';
import { DimseArchive } from './dimse-archive.js';
import type { RemoteArchive } from './remote-archive.js';

/** Chooses the protocol. */
@Injectable()
export class RemoteArchives {
  constructor(
    private readonly dimse: DimseArchive,
    private readonly dicomweb: DicomwebArchive,
  ) {}

  by(transport: Transport): RemoteArchive {
    return transport === 'dimse' ? this.dimse : this.dicomweb;
  }
}
