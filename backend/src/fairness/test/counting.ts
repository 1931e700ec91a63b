import type { INestApplicationContext } from '@nestjs/common';
import { Choices } from '../choices.js';
import { ReaderDays } from '../reader-days.js';

/** What the worker does for fairness once timelines are made, until there is nothing more to do. */
export async function countAll({ app }: { readonly app: INestApplicationContext }): Promise<void> {
  while (await app.get(Choices, { strict: false }).placeNext());
  while (await app.get(ReaderDays, { strict: false }).refresh());
}
