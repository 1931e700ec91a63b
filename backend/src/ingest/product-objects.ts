import type { DicomManifest } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { ArchiveService, Rejections } from '../archive/index.js';
import { equipmentOf, resultKindOf, type ParsedInstance } from '../dicom/index.js';
import { compareVersions, ModelCatalogue, type ModelVersion } from '../models/index.js';
import type { InstanceUids, RefusalCode } from './domain/outcome.js';

/** What is known of an object before it is stored: whose result it is, or why it can belong to no study. */
export type Admission =
  { producer: { modelId: string; version: string } } | { refusal: { code: RefusalCode; reason: string } };

/** Recognises what AI products send back, and keeps it from readers until it is known what they may see. */
@Injectable()
export class ProductObjects {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly archive: ArchiveService,
    private readonly catalogue: ModelCatalogue,
    private readonly rejections: Rejections,
  ) {}

  /** Undefined for everything that is no result of a product in the catalogue. */
  async admit(parsed: ParsedInstance, uids: InstanceUids): Promise<Admission | undefined> {
    if (!resultKindOf(uids.sopClassUid ?? '')) return undefined;
    const model = await this.productOf(parsed);
    if (!model) return undefined;
    const study = await this.archive.studyByUid(uids.studyInstanceUid ?? '');
    if (!study)
      return {
        refusal: {
          code: 'UNKNOWN_STUDY',
          reason: `${model.manifest.name} sent a result of study ${uids.studyInstanceUid}, which is not here`,
        },
      };
    await this.withhold(study.id, study.studyInstanceUid, uids.sopInstanceUid ?? '');
    return { producer: { modelId: model.modelId, version: model.version } };
  }

  /** The version that names itself in the object, and else the newest. */
  private async productOf({ dataset }: ParsedInstance): Promise<ModelVersion | undefined> {
    const { manufacturer, modelName, version } = equipmentOf(dataset);
    const candidates = (await this.catalogue.products()).filter(({ manifest }) => {
      const { product } = manifest as DicomManifest;
      return product.manufacturer === manufacturer && product.modelName === modelName;
    });
    const newestFirst = candidates.sort((a, b) => compareVersions(b.version, a.version));
    return newestFirst.find((one) => one.version === version) ?? newestFirst[0];
  }

  /** One that is stored already stays as it is. */
  private async withhold(studyId: string, studyUid: string, sopInstanceUid: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const [stored] = await manager.query<unknown[]>('select from instance where sop_instance_uid = $1', [
        sopInstanceUid,
      ]);
      if (!stored)
        await this.rejections.withhold(
          manager,
          { studyId, studyUid },
          { withhold: [sopInstanceUid], release: [] },
        );
    });
  }
}
