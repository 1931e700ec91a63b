import {
  getSequence,
  type DicomJsonDataset,
  type DicomJsonElement,
  type EncodableDataset,
} from '../../dicom/index.js';

/** Group lengths, and what is not an attribute of the answer but of its encoding. */
const NOT_RETURNED = /^....0000$|^00080005$/;

/**
 * What a query asked for, out of what is known: an attribute that is not known comes back empty, a sequence asked for
 * without an item comes back whole (PS3.4 section C.2.2.1.1).
 */
export function project(requested: DicomJsonDataset, known: DicomJsonDataset): EncodableDataset {
  const answer: EncodableDataset = {};
  for (const [tag, key] of Object.entries(requested)) {
    if (!NOT_RETURNED.test(tag)) answer[tag] = projected(tag, key, known);
  }
  return answer;
}

function projected(tag: string, key: DicomJsonElement, known: DicomJsonDataset): EncodableDataset[string] {
  const element = known[tag];
  if (element === undefined) return { vr: key.vr };
  const [item] = key.vr === 'SQ' ? getSequence({ [tag]: key }, tag) : [];
  if (item === undefined || Object.keys(item).length === 0) return element;
  return { vr: 'SQ', items: getSequence(known, tag).map((one) => project(item, one)) };
}
