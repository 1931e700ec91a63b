/** What each real file that does not simply parse must yield. A dataset shown by another reader was looked at for each. */
import type { DicomParseErrorCode } from '../parse/dicom-parse-error.js';

/** Refused files of ../shared/dicom and why. All others parse. */
export const REFUSED: Readonly<Record<string, DicomParseErrorCode>> = {
  // PixelData claims 8192 bytes, 8130 are there.
  'broken/MR_truncated.dcm': 'TRUNCATED',
  // BeamSequence claims 976 bytes, 711 are there.
  'broken/rtplan_truncated.dcm': 'TRUNCATED',
  // A stray 0x20 before the first element: every offset is off by one.
  'broken/no_meta.dcm': 'NOT_DICOM',
  // Fragments of datasets: readable, but of no study.
  'broken/UN_sequence.dcm': 'MISSING_UID',
  'broken/empty_charset_LEI.dcm': 'MISSING_UID',
  'broken/meta_missing_tsyntax.dcm': 'MISSING_UID',
  'broken/nested_priv_SQ.dcm': 'MISSING_UID',
  'broken/no_meta_group_length.dcm': 'MISSING_UID',
  'broken/priv_SQ.dcm': 'MISSING_UID',
  'charsets/chrSQEncoding.dcm': 'MISSING_UID',
  'charsets/chrSQEncoding1.dcm': 'MISSING_UID',
  // Indexes of media, not instances.
  'dicomdir/DICOMDIR': 'MISSING_UID',
  'dicomdir/DICOMDIR-bigEnd': 'MISSING_UID',
  'dicomdir/DICOMDIR-empty.dcm': 'MISSING_UID',
  'dicomdir/DICOMDIR-implicit': 'MISSING_UID',
  // Its last directory record claims 248 bytes, 224 are there.
  'dicomdir/DICOMDIR-nooffset': 'TRUNCATED',
  'dicomdir/DICOMDIR-nopatient': 'MISSING_UID',
  'dicomdir/DICOMDIR-reordered': 'MISSING_UID',
  // Ends after the tenth frame without the sequence delimiter.
  'syntaxes/enhanced-mr/emri_small_jpeg_2k_lossless_too_short.dcm': 'TRUNCATED',
  // Codec samples with a stub of a header.
  'syntaxes/htj2k/HTJ2KLossless_08_RGB.dcm': 'MISSING_UID',
  'syntaxes/htj2k/HTJ2K_08_RGB.dcm': 'MISSING_UID',
  'syntaxes/jpeg/JPEGLosslessP14SV1_1s_1f_u_16_16.dcm': 'MISSING_UID',
  'syntaxes/jpegls/JLSL_08_07_0_1F.dcm': 'MISSING_UID',
  'syntaxes/jpegls/JLSL_16_15_1_1F.dcm': 'MISSING_UID',
  'syntaxes/jpegls/JLSL_RGB_ILV0.dcm': 'MISSING_UID',
  'syntaxes/jpegls/JLSL_RGB_ILV1.dcm': 'MISSING_UID',
  'syntaxes/jpegls/JLSL_RGB_ILV2.dcm': 'MISSING_UID',
  'syntaxes/jpegls/JLSN_RGB_ILV0.dcm': 'MISSING_UID',
  'syntaxes/jpegls/JPEGLSNearLossless_08.dcm': 'MISSING_UID',
  'syntaxes/jpegls/JPEGLSNearLossless_16.dcm': 'MISSING_UID',
  'syntaxes/jpegls/SC_rgb_jls_lossy_line.dcm': 'MISSING_UID',
  'syntaxes/jpegls/SC_rgb_jls_lossy_sample.dcm': 'MISSING_UID',
};
