import type { Action } from '@firstread/contract';
import { SetMetadata } from '@nestjs/common';

export const SOCKET_ACTION = 'firstread:socket-action';

/** The action of the policy that a socket event is; a test walks every event and finds it. */
export const SocketAction = (action: Action) => SetMetadata(SOCKET_ACTION, action);
