import type { Request, Response } from 'express';
import { notAcceptable, readAccept, takes } from './accept.js';

export const DICOM_JSON = 'application/dicom+json';

/** Sets the content type of a DICOM JSON answer; plain `application/json` where only that is asked for. */
export function answerJson(request: Request, response: Response): void {
  const ranges = readAccept(request.headers.accept);
  const type = [DICOM_JSON, 'application/json'].find((one) => ranges.some((range) => takes(range.type, one)));
  if (!type) throw notAcceptable(DICOM_JSON);
  response.setHeader('Content-Type', type);
  response.vary('Accept').vary('Accept-Encoding');
}
