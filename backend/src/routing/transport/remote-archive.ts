import type { StoredInstance } from '../../archive/index.js';
import type { DicomJsonDataset } from '../../dicom/index.js';
import type { PeerRecord } from '../../peers/index.js';

/** What became of one instance that was sent. */
export interface SentInstance {
  sopInstanceUid: string;
  /** `busy`: the destination as a whole cannot take anything now, or is away. */
  outcome: 'taken' | 'refused' | 'busy';
  detail: string | undefined;
}

/** How a fetch ended; `detail` says why not everything came. */
export interface FetchResult {
  complete: boolean;
  detail: string | undefined;
}

/** Another archive, by whichever protocol it is spoken to. */
export interface RemoteArchive {
  /** Sends instances one after the other; what is not spoken of was not tried. */
  send(peer: PeerRecord, instances: readonly StoredInstance[]): AsyncGenerator<SentInstance>;
  /** Studies of a patient. Throws where the peer cannot be asked. */
  studiesOf(peer: PeerRecord, patientId: string): Promise<DicomJsonDataset[]>;
  /** Has a study brought here. Throws where the peer cannot be asked. */
  fetch(peer: PeerRecord, studyInstanceUid: string): Promise<FetchResult>;
}
