import { ApiTokenEntity } from './api-token.entity.js';
import { SessionEntity } from './session.entity.js';
import { SiteEntity } from './site.entity.js';
import { UserEntity } from './user.entity.js';

export const identityEntities = [ApiTokenEntity, SessionEntity, SiteEntity, UserEntity];
