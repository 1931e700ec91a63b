import { evidencePackQuerySchema, type EvidencePackQuery } from '@firstread/contract';
import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentPrincipal, type Principal } from '../../identity/index.js';
import { Clock } from '../../platform/index.js';
import { EvidencePack } from '../evidence-pack.js';

@ApiTags('models')
@Controller('api/v1/evidence-pack')
export class EvidencePackController {
  constructor(
    private readonly pack: EvidencePack,
    private readonly clock: Clock,
  ) {}

  /** Inventory, validation, monitoring and stop rules of all models, as the criteria of ARCH-AI ask for them. */
  @Get()
  @ApiProduces('application/zip')
  @Allow('model.evidence')
  async make(
    @Query({ schema: evidencePackQuerySchema }) { days }: EvidencePackQuery,
    @CurrentPrincipal() by: Principal,
  ): Promise<StreamableFile> {
    const day = this.clock.now().toISOString().slice(0, 10);
    return new StreamableFile(await this.pack.make(days, by), {
      type: 'application/zip',
      disposition: `attachment; filename="ai-evidence-${day}.zip"`,
    });
  }
}
