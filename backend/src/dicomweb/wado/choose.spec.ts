import type { StoredInstance } from '../../archive/index.js';
import { TRANSFER_SYNTAX } from '../../dicom/index.js';
import { readAccept } from '../media/accept.js';
import { chooseFrameForm, chooseObjectForm } from './choose.js';

const { ExplicitVRLittleEndian, JPEGLSLossless, MPEG4HP41, ImplicitVRLittleEndian } = TRANSFER_SYNTAX;

function instance(transferSyntaxUid: string): StoredInstance {
  return {
    id: 'id',
    studyInstanceUid: '1',
    seriesInstanceUid: '1.1',
    sopInstanceUid: '1.1.1',
    sopClassUid: '1.2.3',
    transferSyntaxUid,
    hasPixels: true,
    numberOfFrames: 1,
    bytes: 0,
    receivedAt: new Date(0),
  };
}

const objects = (accept: string | undefined, syntax: string, single = true) =>
  chooseObjectForm(readAccept(accept), [instance(syntax)], single);
const frames = (accept: string, syntax: string) => chooseFrameForm(readAccept(accept), syntax);

describe('the form of objects', () => {
  it.each([
    [undefined, { form: 'multipart', explicit: false }],
    ['multipart/related; type="application/dicom"', { form: 'multipart', explicit: false }],
    ['application/dicom', { form: 'single', explicit: false }],
    ['application/dicom; transfer-syntax=*', { form: 'single', explicit: false }],
    [`application/dicom; transfer-syntax=${JPEGLSLossless}`, { form: 'single', explicit: false }],
    [`application/dicom; transfer-syntax=${ExplicitVRLittleEndian}`, { form: 'single', explicit: true }],
    ['image/tiff, application/pdf', { form: 'media', type: 'application/pdf' }],
  ])('%s', (accept, form) => {
    expect(objects(accept, JPEGLSLossless)).toEqual(form);
  });

  it.each([
    ['image/tiff', JPEGLSLossless],
    [`application/dicom; transfer-syntax=${ImplicitVRLittleEndian}`, JPEGLSLossless],
    [`application/dicom; transfer-syntax=${ExplicitVRLittleEndian}`, MPEG4HP41],
    ['multipart/related; type="application/dicom+xml"', JPEGLSLossless],
  ])('%s of %s is not there, and the answer says what is', (accept, syntax) => {
    expect(() => objects(accept, syntax)).toThrow(new RegExp(syntax.replaceAll('.', '\\.')));
  });

  it('of a study is multipart alone', () => {
    expect(() => objects('application/dicom', JPEGLSLossless, false)).toThrow(/multipart/);
  });
});

describe('the form of frames', () => {
  it.each([
    ['multipart/related; type=application/octet-stream; transfer-syntax=*', 'multipart', 'readable'],
    ['application/octet-stream', 'single', 'readable'],
    [`application/octet-stream; transfer-syntax=${JPEGLSLossless}`, 'single', 'stored'],
    [`application/octet-stream; transfer-syntax=${ExplicitVRLittleEndian}`, 'single', 'decoded'],
    ['*/*', 'multipart', 'readable'],
  ])('%s', (accept, form, syntax) => {
    expect(frames(accept, JPEGLSLossless)).toEqual({ form, mediaType: 'application/octet-stream', syntax });
  });

  it('may be the media type of their compression', () => {
    expect(frames('multipart/related; type="image/jls"', JPEGLSLossless).mediaType).toBe('image/jls');
    expect(frames('image/jp2, image/jls;q=0.5', JPEGLSLossless)).toMatchObject({ mediaType: 'image/jls' });
    expect(() => frames('image/jp2', JPEGLSLossless)).toThrow(/image\/jls/);
  });
});
