import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { ArchiveService, ObjectCollector, ObjectStore, type StoredInstance } from '../../archive/index.js';
import type { DicomJsonDataset } from '../../dicom/index.js';
import { IngestService, Receptions, type Provenance } from '../../ingest/index.js';
import type { PeerRecord } from '../../peers/index.js';
import { Config, mediaTypeParameter, readParts } from '../../platform/index.js';
import type { FetchResult, RemoteArchive, SentInstance } from './remote-archive.js';

const DICOM_JSON = 'application/dicom+json';
/** A peer that is silent for longer than this is given up. */
const ANSWER_MS = 120_000;

/** STOW-RS, QIDO-RS and WADO-RS (PS3.18 section 10). */
@Injectable()
export class DicomwebArchive implements RemoteArchive {
  constructor(
    private readonly archive: ArchiveService,
    private readonly ingest: IngestService,
    private readonly receptions: Receptions,
    private readonly objects: ObjectStore,
    private readonly config: Config,
  ) {}

  async *send(peer: PeerRecord, instances: readonly StoredInstance[]): AsyncGenerator<SentInstance> {
    for (const instance of instances) yield await this.store(peer, instance);
  }

  async studiesOf(peer: PeerRecord, patientId: string): Promise<DicomJsonDataset[]> {
    const fields = 'includefield=StudyDescription&includefield=PatientBirthDate';
    const response = await this.ask(
      peer,
      `/studies?PatientID=${encodeURIComponent(patientId)}&${fields}`,
      DICOM_JSON,
    );
    return response.status === 204 ? [] : ((await response.json()) as DicomJsonDataset[]);
  }

  async fetch(peer: PeerRecord, studyInstanceUid: string): Promise<FetchResult> {
    const accept = 'multipart/related; type="application/dicom"; transfer-syntax=*';
    const response = await this.ask(peer, `/studies/${studyInstanceUid}`, accept);
    const boundary = mediaTypeParameter(response.headers.get('content-type') ?? '', 'boundary');
    if (!boundary || !response.body)
      throw new Error('The peer answered WADO-RS with something else than parts');
    const source = `${peer.aeTitle}@${new URL(urlOf(peer)).hostname}`;
    const reception = await this.receptions.begin('stow', source);
    const provenance: Provenance = { door: 'stow', source, actor: `peer:${peer.aeTitle}`, role: 'device' };
    const collector = new ObjectCollector(this.objects, this.config.env.MAX_OBJECT_BYTES);
    const refused: string[] = [];
    try {
      for await (const part of readParts(Readable.fromWeb(response.body as never), boundary)) {
        for await (const chunk of part.body) await collector.add(chunk);
        const outcome = await this.ingest.receive(collector.content(), provenance, {
          reception,
          studyInstanceUid,
        });
        if (outcome.status === 'refused') refused.push(outcome.reason);
        await collector.reset();
      }
    } finally {
      await collector.reset();
      await reception.close();
    }
    const detail = refused[0] && `${refused.length} instances were refused here: ${refused[0]}`;
    return { complete: refused.length === 0, detail };
  }

  private async store(peer: PeerRecord, { id, sopInstanceUid }: StoredInstance): Promise<SentInstance> {
    try {
      const stored = await this.archive.streamOf(id);
      const boundary = randomUUID();
      const response = await this.request(peer, '/studies', {
        method: 'POST',
        headers: {
          Accept: DICOM_JSON,
          'Content-Type': `multipart/related; type="application/dicom"; boundary=${boundary}`,
        },
        body: Readable.toWeb(Readable.from(onePart(boundary, stored))) as never,
        duplex: 'half',
      });
      const text = await response.text();
      return { sopInstanceUid, ...judged(response.status, text) };
    } catch (error) {
      return { sopInstanceUid, outcome: 'busy', detail: wordsOf(error) };
    }
  }

  private async ask(peer: PeerRecord, path: string, accept: string): Promise<Response> {
    const response = await this.request(peer, path, { headers: { Accept: accept } }).catch(
      (error: unknown) => {
        throw new Error(wordsOf(error));
      },
    );
    if (response.ok) return response;
    throw new Error(`The peer answered ${path.split('?')[0]} with HTTP ${response.status}`);
  }

  private async request(peer: PeerRecord, path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    if (peer.dicomwebToken) headers.set('authorization', `Bearer ${peer.dicomwebToken}`);
    return fetch(`${urlOf(peer)}${path}`, { ...init, headers, signal: AbortSignal.timeout(ANSWER_MS) });
  }
}

function urlOf(peer: PeerRecord): string {
  if (peer.dicomwebUrl) return peer.dicomwebUrl.replace(/\/$/, '');
  throw new Error(`Peer ${peer.aeTitle} has no DICOMweb address`);
}

async function* onePart(boundary: string, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`);
  yield* bytes;
  yield Buffer.from(`\r\n--${boundary}--\r\n`);
}

/** The answer to one instance: taken, refused for good, or not now. */
function judged(status: number, text: string): Omit<SentInstance, 'sopInstanceUid'> {
  if (status === 200) return { outcome: 'taken', detail: undefined };
  const detail = `The peer answered STOW-RS with HTTP ${status}: ${text.slice(0, 200)}`;
  return { outcome: status === 409 || status === 400 || status === 415 ? 'refused' : 'busy', detail };
}

function wordsOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? `${message}: ${cause.message}` : message;
}
