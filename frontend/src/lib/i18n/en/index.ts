import { frame } from './frame';
import { session } from './session';
import { clinical } from './clinical';
import { worklist } from './worklist';
import { study } from './study';

export const en = { ...frame, ...session, ...clinical, ...worklist, ...study } as const;
