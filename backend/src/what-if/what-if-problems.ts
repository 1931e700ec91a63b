import { DomainError } from '../platform/index.js';

export function simulationGone(id: string): DomainError {
  return new DomainError(
    'SIMULATION_GONE',
    404,
    'This simulation is gone',
    `Simulation ${id} is not here: it was cancelled, replaced by a later one, or the server was started again. Start it again.`,
  );
}

export function simulationTooLarge(studies: number, most: number): DomainError {
  return new DomainError(
    'SIMULATION_TOO_LARGE',
    422,
    'Too much to simulate',
    `These are ${Math.round(studies)} studies in all; at most ${most} are simulated at once. Take fewer days or replications.`,
  );
}

export function simulationsBusy(): DomainError {
  return new DomainError(
    'SIMULATIONS_BUSY',
    503,
    'Others are simulating',
    'As many simulations run as this server allows. Start it again in a minute.',
  );
}
