import { Controller, Get, Header, Param, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { tagOfKeyword, type DicomJsonDataset, type DicomJsonElement } from '../dicom/index.js';
import { Allow } from '../identity/index.js';
import { instanceUrl, seriesUrl, studyUrl } from './addresses.js';
import { parseQidoQuery, type QidoQuery, type QueryLevel } from './qido-query.js';
import { QidoRepository } from './qido.repository.js';

type Parameters = Record<string, unknown>;

const DICOM_JSON = 'application/dicom+json';
/** PS3.18 section 8.3.4.2: what to say where fuzzy matching is not done. */
const FUZZY_WARNING =
  '299 firstread "The fuzzymatching parameter is not supported. Only literal matching has been performed."';

/** QIDO-RS (PS3.18 section 10.6). */
@ApiTags('dicomweb')
@Controller('dicomweb')
@Allow('study.query')
export class QidoController {
  constructor(private readonly repository: QidoRepository) {}

  @Get('studies')
  @Header('Content-Type', DICOM_JSON)
  async studies(
    @Query() parameters: Parameters,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const matches = await this.repository.studies(read('study', parameters, response));
    return JSON.stringify(
      matches.map((match) => ({
        ...match.attributes,
        ...element('RetrieveURL', 'UR', studyUrl(match.study_instance_uid)),
        ...element('ModalitiesInStudy', 'CS', ...(match.modalities ?? [])),
        ...element('NumberOfStudyRelatedSeries', 'IS', match.series_count),
        ...element('NumberOfStudyRelatedInstances', 'IS', match.instance_count),
      })),
    );
  }

  @Get('series')
  @Header('Content-Type', DICOM_JSON)
  async allSeries(
    @Query() parameters: Parameters,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    return this.seriesMatches(read('series', parameters, response));
  }

  @Get('studies/:studyUid/series')
  @Header('Content-Type', DICOM_JSON)
  async series(
    @Param('studyUid') studyUid: string,
    @Query() parameters: Parameters,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    return this.seriesMatches(read('series', { ...parameters, StudyInstanceUID: studyUid }, response));
  }

  @Get('instances')
  @Header('Content-Type', DICOM_JSON)
  async allInstances(
    @Query() parameters: Parameters,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    return this.instanceMatches(read('instance', parameters, response));
  }

  @Get('studies/:studyUid/instances')
  @Header('Content-Type', DICOM_JSON)
  async studyInstances(
    @Param('studyUid') studyUid: string,
    @Query() parameters: Parameters,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    return this.instanceMatches(read('instance', { ...parameters, StudyInstanceUID: studyUid }, response));
  }

  @Get('studies/:studyUid/series/:seriesUid/instances')
  @Header('Content-Type', DICOM_JSON)
  async seriesInstances(
    @Param('studyUid') studyUid: string,
    @Param('seriesUid') seriesUid: string,
    @Query() parameters: Parameters,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const all = { ...parameters, StudyInstanceUID: studyUid, SeriesInstanceUID: seriesUid };
    return this.instanceMatches(read('instance', all, response));
  }

  private async seriesMatches(query: QidoQuery): Promise<string> {
    const matches = await this.repository.series(query);
    return JSON.stringify(
      matches.map((match) => ({
        ...match.attributes,
        ...element('StudyInstanceUID', 'UI', match.study_instance_uid),
        ...element('RetrieveURL', 'UR', seriesUrl(match.study_instance_uid, match.series_instance_uid)),
        ...element('NumberOfSeriesRelatedInstances', 'IS', match.instance_count),
      })),
    );
  }

  private async instanceMatches(query: QidoQuery): Promise<string> {
    const matches = await this.repository.instances(query);
    return JSON.stringify(
      matches.map((match) => ({
        ...instanceAttributes(match.attributes),
        ...element(
          'RetrieveURL',
          'UR',
          instanceUrl(match.study_instance_uid, match.series_instance_uid, match.sop_instance_uid),
        ),
      })),
    );
  }
}

/** Attributes of PS3.18 table 10.6.3-5 and those viewers lay out images by. */
const INSTANCE_TAGS = [
  'SpecificCharacterSet',
  'SOPClassUID',
  'SOPInstanceUID',
  'StudyInstanceUID',
  'SeriesInstanceUID',
  'Modality',
  'InstanceNumber',
  'Rows',
  'Columns',
  'BitsAllocated',
  'NumberOfFrames',
].map(tagOfKeyword);

function instanceAttributes(dataset: DicomJsonDataset): DicomJsonDataset {
  return Object.fromEntries(INSTANCE_TAGS.flatMap((tag) => (dataset[tag] ? [[tag, dataset[tag]]] : [])));
}

function read(level: QueryLevel, parameters: Parameters, response: Response): QidoQuery {
  const query = parseQidoQuery(level, parameters);
  if (query.fuzzyAsked) response.setHeader('Warning', FUZZY_WARNING);
  return query;
}

function element(keyword: string, vr: string, ...values: (string | number)[]): DicomJsonDataset {
  const content: DicomJsonElement = values.length > 0 ? { vr, Value: values } : { vr };
  return { [tagOfKeyword(keyword)]: content };
}
