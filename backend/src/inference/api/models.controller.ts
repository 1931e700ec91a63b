import { modelListSchema, type ModelList } from '@firstread/contract';
import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow } from '../../identity/index.js';
import { Returns } from '../../platform/index.js';
import { eligibilityText } from '../registry/eligibility-text.js';
import { ModelRegistry } from '../registry/model-registry.js';

@ApiTags('models')
@Controller('api/v1/models')
export class ModelsController {
  constructor(private readonly registry: ModelRegistry) {}

  @Get()
  @Allow('model.read')
  @Returns(modelListSchema)
  list(): ModelList {
    return {
      models: this.registry.models.map(({ manifest }) => ({
        id: manifest.id,
        version: manifest.version,
        name: manifest.name,
        manufacturer: manifest.manufacturer,
        intendedUse: manifest.intendedUse,
        presentationClass: manifest.presentationClass,
        sha256: manifest.file.sha256,
        eligibility: eligibilityText(manifest.eligibility),
      })),
      unusable: [...this.registry.unusable],
    };
  }
}
