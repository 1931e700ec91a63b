import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SiteEntity } from './entities/site.entity.js';

export interface Site {
  name: string;
  /** IANA name. */
  timeZone: string;
}

/** The site this system stands at; before its set-up, one without a name on UTC. */
@Injectable()
export class SiteService {
  async current(manager: EntityManager): Promise<Site> {
    const [site] = await manager.getRepository(SiteEntity).find({ order: { createdAt: 'ASC' }, take: 1 });
    return { name: site?.name ?? 'Firstread', timeZone: site?.timeZone ?? 'UTC' };
  }
}
