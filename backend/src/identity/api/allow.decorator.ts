import type { Action } from '@firstread/contract';
import { SetMetadata } from '@nestjs/common';

export const ALLOW = 'firstread:allow';

/** The action of the policy that a route is. */
export const Allow = (action: Action) => SetMetadata(ALLOW, action);

/** Open to everybody: health, login and the first set-up, nothing else. */
export const Public = () => SetMetadata(ALLOW, 'public');
