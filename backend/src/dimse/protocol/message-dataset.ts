import dimse from 'dcmjs-dimse';
import { datasetOf, encodeBareDataset, mergeDatasets, type EncodableDataset } from '../../dicom/index.js';
import { ANSWER_CHARACTER_SET } from '../tables.js';

const NO_BYTES = Buffer.alloc(0);

/** A dataset of a message that we have encoded ourselves: the library writes these bytes as they are. */
export class MessageDataset extends dimse.Dataset {
  private constructor(
    private readonly bytes: Buffer,
    transferSyntaxUid: string,
    elements: Record<string, unknown> = {},
  ) {
    super(elements, transferSyntaxUid);
  }

  static of(dataset: EncodableDataset, transferSyntaxUid: string): MessageDataset {
    return new MessageDataset(encodeBareDataset(dataset, transferSyntaxUid), transferSyntaxUid);
  }

  /**
   * Stands for the dataset of a C-STORE that follows the command on the wire in our own PDUs: the library
   * announces it and writes none of it.
   */
  static toFollow(sopClassUid: string, sopInstanceUid: string, transferSyntaxUid: string): MessageDataset {
    const elements = { SOPClassUID: sopClassUid, SOPInstanceUID: sopInstanceUid };
    return new MessageDataset(NO_BYTES, transferSyntaxUid, elements);
  }

  override getDenaturalizedDataset(): Buffer {
    return this.bytes;
  }
}

/** Says that the text of an answer is UTF-8. */
export function inUtf8(dataset: EncodableDataset): EncodableDataset {
  return mergeDatasets(dataset, datasetOf({ SpecificCharacterSet: ANSWER_CHARACTER_SET }));
}
