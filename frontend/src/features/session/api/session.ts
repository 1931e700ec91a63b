import { sessionSchema, type Login, type Session, type Setup } from '@firstread/contract';
import { command, request } from '@/lib/api/http';

const setupState = {
  parse: (input: unknown): { required: boolean } => ({
    required: typeof input === 'object' && input !== null && 'required' in input && input.required === true,
  }),
};

export function signIn(login: Login): Promise<Session> {
  return request('/api/v1/session', sessionSchema, { method: 'POST', body: login });
}

export function fetchSetup(signal: AbortSignal): Promise<{ required: boolean }> {
  return request('/api/v1/setup', setupState, { signal });
}

export function setUp(setup: Setup): Promise<void> {
  return command('/api/v1/setup', { method: 'POST', body: setup });
}
