import { rejectionNote, type NoteToWrite } from '../../../test/rejection-note.js';
import { parsePart10 } from '../parse/part10.js';
import { readRejectionNote } from './rejection-note.js';

const read = (note: Partial<NoteToWrite> = {}) =>
  readRejectionNote(
    parsePart10(rejectionNote({ study: '1.2', rejects: ['1.2.1.1', '1.2.1.2'], ...note })).dataset,
  );

describe('a rejection note', () => {
  it.each([
    ['113001', 'Rejected for Quality Reasons'],
    ['113037', 'Rejected for Patient Safety Reasons'],
    ['113038', 'Incorrect Modality Worklist Entry'],
    ['113039', 'Data Retention Policy Expired'],
  ])('with the title %s says %s, in our words, and what it rejects', (code, meaning) => {
    expect(read({ code })).toEqual({ code, meaning, sopInstanceUids: ['1.2.1.1', '1.2.1.2'] });
  });

  it('is not a key object selection with another title, or a title of another scheme', () => {
    expect(read({ code: '113000' })).toBeUndefined();
    expect(read({ scheme: '99HOSPITAL' })).toBeUndefined();
  });

  it('is not another object with such a title', () => {
    expect(read({ sopClass: '1.2.840.10008.5.1.4.1.1.88.11' })).toBeUndefined();
  });

  it('rejects nothing of another study, and not itself', () => {
    expect(read({ evidenceStudy: '1.3' })?.sopInstanceUids).toEqual([]);
    expect(read({ instance: '1.2.9', rejects: ['1.2.9', '1.2.1.1', '1.2.1.1'] })?.sopInstanceUids).toEqual([
      '1.2.1.1',
    ]);
  });
});
