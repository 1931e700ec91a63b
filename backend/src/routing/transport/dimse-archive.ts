import { Injectable } from '@nestjs/common';
import type { StoredInstance } from '../../archive/index.js';
import { getString, getStrings, tagOfKeyword, type DicomJsonDataset } from '../../dicom/index.js';
import { DimseClient, type StoreResult } from '../../dimse/index.js';
import type { PeerRecord } from '../../peers/index.js';
import { Config } from '../../platform/index.js';
import type { FetchResult, RemoteArchive, SentInstance } from './remote-archive.js';

/** Attributes of a study that choosing and showing it needs. */
const ASKED = [
  'StudyInstanceUID',
  'StudyDate',
  'ModalitiesInStudy',
  'StudyDescription',
  'AccessionNumber',
  'PatientID',
  'PatientBirthDate',
];

/** C-STORE, C-FIND and C-MOVE. */
@Injectable()
export class DimseArchive implements RemoteArchive {
  constructor(
    private readonly client: DimseClient,
    private readonly config: Config,
  ) {}

  async *send(peer: PeerRecord, instances: readonly StoredInstance[]): AsyncGenerator<SentInstance> {
    for await (const result of this.client.store(peer, instances))
      yield { sopInstanceUid: result.sopInstanceUid, outcome: outcomeOf(result), detail: result.detail };
  }

  async studiesOf(peer: PeerRecord, patientId: string): Promise<DicomJsonDataset[]> {
    const returned = Object.fromEntries(ASKED.map((keyword) => [keyword, '']));
    const found = await this.client.find(peer, 'STUDY', { ...returned, PatientID: patientId });
    const studies: DicomJsonDataset[] = [];
    for (const study of found) studies.push(await this.withModalities(peer, study));
    return studies;
  }

  /** Modalities in Study is optional (PS3.4 table C.6-5): of an archive that leaves it out, the series say it. */
  private async withModalities(peer: PeerRecord, study: DicomJsonDataset): Promise<DicomJsonDataset> {
    if (getStrings(study, 'ModalitiesInStudy').length > 0) return study;
    const StudyInstanceUID = getString(study, 'StudyInstanceUID') ?? '';
    const series = await this.client.find(peer, 'SERIES', {
      StudyInstanceUID,
      SeriesInstanceUID: '',
      Modality: '',
    });
    const modalities = [...new Set(series.flatMap((one) => getStrings(one, 'Modality')))];
    return { ...study, [tagOfKeyword('ModalitiesInStudy')]: { vr: 'CS', Value: modalities } };
  }

  async fetch(peer: PeerRecord, studyInstanceUid: string): Promise<FetchResult> {
    const { DIMSE_AE_TITLE: here } = this.config.env;
    const keys = { studyInstanceUids: [studyInstanceUid] };
    const { status, failed, completed, warnings, detail } = await this.client.move(peer, 'STUDY', keys, here);
    if (status === 0 && failed === 0) return { complete: true, detail: undefined };
    const words = `The peer answered C-MOVE with status ${status.toString(16)}: ${detail ?? 'no reason given'}`;
    return { complete: false, detail: `${words}; ${completed + warnings} came, ${failed} failed` };
  }
}

/** Out of resources (A7xx) and no answer at all speak of the destination, everything else of the instance. */
function outcomeOf({ outcome, status }: StoreResult): SentInstance['outcome'] {
  if (outcome !== 'failed') return 'taken';
  return status === null || (status & 0xff00) === 0xa700 ? 'busy' : 'refused';
}
