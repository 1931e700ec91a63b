import { Module } from '@nestjs/common';
import { ModelCatalogue } from './model-catalogue.js';
import { ModelFiles } from './model-files.js';
import { ModelRows } from './model-rows.js';
import { ModelStages } from './model-stages.js';
import { ModelSubmission } from './model-submission.js';
import { ShippedModels } from './shipped-models.js';

const providers = [ModelCatalogue, ModelFiles, ModelRows, ModelStages, ModelSubmission, ShippedModels];

/** The catalogue of model versions and their life cycle, for every process. */
@Module({ providers, exports: providers })
export class ModelsModule {}
