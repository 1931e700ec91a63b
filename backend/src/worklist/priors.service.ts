import type { Priors } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { ArchiveService, type Study } from '../archive/index.js';
import { getString } from '../dicom/index.js';
import { notFound } from '../platform/index.js';
import { SeriesMakers } from '../results/index.js';
import { isSamePerson, type StatedPatient } from './domain/same-person.js';
import { isoDate, seriesView } from './study-text.js';

/** Priors that are listed; a reader compares with few, and the newest come first. */
const MOST = 50;

/** Earlier studies of the patient of a study, as far as they are stored here. */
@Injectable()
export class PriorsService {
  constructor(
    private readonly archive: ArchiveService,
    private readonly makers: SeriesMakers,
  ) {}

  async of(studyUid: string): Promise<Priors> {
    const study = await this.archive.studyByUid(studyUid);
    if (!study) throw notFound('Study', studyUid);
    const patient = statedOf(study);
    if (!patient.patientId) return { priors: [], doubtful: 0 };
    const others = await this.archive.studiesOfPatient(patient.patientId);
    const earlier = others.filter((one) => one.id !== study.id && isEarlier(one, study));
    const same = earlier.filter((one) => isSamePerson(patient, statedOf(one)));
    const listed = same.sort((a, b) => (momentOf(a) < momentOf(b) ? 1 : -1)).slice(0, MOST);
    const ids = listed.map(({ id }) => id);
    const [series, makers] = await Promise.all([this.archive.seriesOf(ids), this.makers.ofStudies(ids)]);
    return {
      priors: listed.map((one) => ({
        studyInstanceUid: one.studyInstanceUid,
        studyDescription: one.studyDescription,
        studyDate: isoDate(one.studyDate) ?? '',
        accessionNumber: one.accessionNumber,
        series: series.filter(({ studyId }) => studyId === one.id).map((shown) => seriesView(shown, makers)),
      })),
      doubtful: earlier.length - same.length,
    };
  }
}

function statedOf(study: Study): StatedPatient {
  return {
    patientId: study.patientId,
    issuer: getString(study.attributes, 'IssuerOfPatientID') ?? null,
    name: study.patientName,
    birthDate: isoDate(study.patientBirthDate),
    sex: study.patientSex,
  };
}

/** Date and time as text that sorts; empty where there is no usable date. */
function momentOf(study: Study): string {
  const date = isoDate(study.studyDate);
  return date === null ? '' : `${date} ${study.studyTime ?? ''}`;
}

/** A study without a date is no prior: it may be of today. One of the same day is, where its time is earlier. */
function isEarlier(one: Study, study: Study): boolean {
  const [moment, until] = [momentOf(one), momentOf(study)];
  return moment !== '' && (until === '' || moment < until);
}
