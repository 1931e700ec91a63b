/**
 * Addresses of DICOMweb resources, relative to the server: the front door is the same for everybody. They stand in
 * the metadata that is written at ingest.
 */
export function studyUrl(studyUid: string): string {
  return `/dicomweb/studies/${studyUid}`;
}

export function seriesUrl(studyUid: string, seriesUid: string): string {
  return `${studyUrl(studyUid)}/series/${seriesUid}`;
}

export function instanceUrl(studyUid: string, seriesUid: string, sopInstanceUid: string): string {
  return `${seriesUrl(studyUid, seriesUid)}/instances/${sopInstanceUid}`;
}
