/** Classes of studies that share a pool of readers, the most urgent first. */
export interface ArrivalClass {
  /** Arrivals per minute. */
  rate: number;
}

export interface Pool {
  readers: number;
  /** Mean minutes to read a study, the same for every class. */
  readMinutes: number;
}

/** Above it, waits grow without a steady state to speak of; QuCAD (FDA/CDRH/OSEL) refuses to say more, and so do we. */
const HIGHEST_UTILISATION = 0.95;

/** Sums of rates may be off by a rounding. */
function tooBusy(rho: number): boolean {
  return rho > HIGHEST_UTILISATION + 1e-9;
}

/** Share of the readers' time that is spent reading. */
export function utilisation(classes: readonly ArrivalClass[], { readers, readMinutes }: Pool): number {
  return (total(classes) * readMinutes) / readers;
}

/**
 * Chance that an arrival finds all readers busy in an M/M/s queue (Erlang's C formula). `offered` is the load in readers,
 * below `readers`.
 */
export function erlangC(readers: number, offered: number): number {
  let blocked = 1;
  for (let k = 1; k <= readers; k++) blocked = (offered * blocked) / (k + offered * blocked);
  return blocked / (1 - (offered / readers) * (1 - blocked));
}

/** Mean wait in minutes in order of arrival (M/M/s); null above the highest utilisation. */
export function fifoWait(classes: readonly ArrivalClass[], pool: Pool): number | null {
  const rho = utilisation(classes, pool);
  if (tooBusy(rho)) return null;
  return residual(rho, pool) / (1 - rho);
}

/**
 * Mean wait in minutes of each class where a reader finishes the open study before taking the next, the most urgent first
 * (M/M/s, non-preemptive; Cobham 1954, Kella and Yechiali 1985): W_k = C/(s mu) / ((1 - s_(k-1))(1 - s_k)), where s_k is
 * the utilisation by the classes up to k. Null above the highest utilisation.
 */
export function priorityWaits(classes: readonly ArrivalClass[], pool: Pool): number[] | null {
  const rho = utilisation(classes, pool);
  if (tooBusy(rho)) return null;
  const shared = residual(rho, pool);
  let before = 0;
  return classes.map((one) => {
    const upTo = before + utilisation([one], pool);
    const wait = shared / ((1 - before) * (1 - upTo));
    before = upTo;
    return wait;
  });
}

/** Mean minutes until the first of the busy readers is free, where all are. */
function residual(rho: number, { readers, readMinutes }: Pool): number {
  return (erlangC(readers, rho * readers) * readMinutes) / readers;
}

function total(classes: readonly ArrivalClass[]): number {
  return classes.reduce((sum, { rate }) => sum + rate, 0);
}
