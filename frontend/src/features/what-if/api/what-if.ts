import {
  whatIfFormulaSchema,
  whatIfSimulationSchema,
  whatIfTodaySchema,
  type StartSimulation,
  type WhatIfFormula,
  type WhatIfScenario,
  type WhatIfSimulation,
  type WhatIfToday,
} from '@firstread/contract';
import { command, request } from '@/lib/api/http';

const BASE = '/api/v1/what-if';

export const todayKey = ['what-if', 'today'] as const;
export const formulaKey = (scenario: WhatIfScenario) => ['what-if', 'formula', scenario] as const;
export const simulationKey = (id: string) => ['what-if', 'simulation', id] as const;

export function fetchToday(signal: AbortSignal): Promise<WhatIfToday> {
  return request(`${BASE}/today`, whatIfTodaySchema, { signal });
}

export function fetchFormula(body: WhatIfScenario, signal: AbortSignal): Promise<WhatIfFormula> {
  return request(BASE, whatIfFormulaSchema, { method: 'POST', body, signal });
}

export function startSimulation(body: StartSimulation): Promise<WhatIfSimulation> {
  return request(`${BASE}/simulations`, whatIfSimulationSchema, { method: 'POST', body });
}

export function fetchSimulation(id: string, signal: AbortSignal): Promise<WhatIfSimulation> {
  return request(`${BASE}/simulations/${id}`, whatIfSimulationSchema, { signal });
}

export function cancelSimulation(id: string): Promise<void> {
  return command(`${BASE}/simulations/${id}`, { method: 'DELETE' });
}
