import type { Random, Takes } from '../../queueing/index.js';
import { KINDS, type DepartmentPlan } from './department.js';
import type { DrawnStudy } from './draw.js';

/** Hours of work of one person at one place. */
const SHIFT_HOURS = 8;
const TURNS = 24 / SHIFT_HOURS;
/** Where the first turn of a day begins. */
const FIRST_HOUR = 7;
/** Of the readers, those who have a taste. */
const CHOOSING = 0.25;
/** Of the takings of one who has: those by their own hand, and of these, those of the modality that they like. */
const BY_HAND = 0.3;
const LIKED = 0.6;
/** Of the first studies of the list that are of the modality that they do not like. */
const SKIPPED = 0.3;

/** What a reader likes to read, and likes to leave to others: modalities. */
export interface Taste {
  likes: string;
  leaves: string;
}

/** A study that a reader took by their own hand, from among those that "next" could have given them. */
export interface Choice {
  study: number;
  person: number;
  /** In the reading order, from 1. */
  place: number;
  of: number;
}

export interface Skip {
  study: number;
  person: number;
  minutes: number;
}

/** Who sits at a place at a time; three persons share a place round the clock. */
export function personAt(place: number, minutes: number): number {
  const hour = (minutes / 60 + 24 - FIRST_HOUR) % 24;
  return place * TURNS + Math.floor(hour / SHIFT_HOURS);
}

/** Of the persons of so many places, a quarter: they like one of the two modalities that take least, and leave one of the two that take most. */
export function drawTastes(places: number, random: Random): Map<number, Taste> {
  const persons = Array.from({ length: places * TURNS }, (_, person) => ({ person, at: random() }));
  const some = persons.sort((one, other) => one.at - other.at).slice(0, Math.ceil(CHOOSING * persons.length));
  const byTime = [...KINDS].sort((one, other) => one.read.meanMinutes - other.read.meanMinutes);
  const modality = (at: number) => byTime.at(at)?.modality ?? '';
  return new Map(
    some.map(({ person }) => [
      person,
      { likes: modality(Math.floor(2 * random())), leaves: modality(-1 - Math.floor(2 * random())) },
    ]),
  );
}

/**
 * Readers with a taste. One takes a study by their own hand now and then: mostly the shortest that waits of what they like,
 * otherwise the first; and sometimes skips the first where it is of what they leave, and takes the one after it.
 */
export class TastefulReaders {
  readonly choices: Choice[] = [];
  readonly skips: Skip[] = [];

  constructor(
    private readonly studies: readonly DrawnStudy[],
    private readonly tastes: ReadonlyMap<number, Taste>,
    private readonly random: Random,
    private readonly plan: Pick<DepartmentPlan, 'skipHidesMinutes'>,
  ) {}

  readonly takes: Takes = ({ reader, minutes, first, waiting }) => {
    const person = personAt(reader, minutes);
    const taste = this.tastes.get(person);
    if (!taste) return first;
    const given = waiting().filter((study) => !this.isHidden(study, person, minutes));
    // Where all that waits was skipped by this reader, they take the first by hand: "next" would give them nothing.
    if (given[0] === undefined) return this.choose([first], person, first);
    if (this.random() < BY_HAND) return this.choose(given, person, this.liked(given, taste) ?? given[0]);
    if (given[1] === undefined || this.modalityOf(given[0]) !== taste.leaves) return given[0];
    if (this.random() >= SKIPPED) return given[0];
    this.skips.push({ study: given[0], person, minutes });
    return given[1];
  };

  private choose(given: readonly number[], person: number, study: number): number {
    this.choices.push({ study, person, place: given.indexOf(study) + 1, of: given.length });
    return study;
  }

  private liked(given: readonly number[], { likes }: Taste): number | undefined {
    if (this.random() >= LIKED) return undefined;
    const minutesOf = (study: number) => this.studies[study]?.readMinutes ?? 0;
    return given
      .filter((study) => this.modalityOf(study) === likes)
      .sort((one, other) => minutesOf(one) - minutesOf(other))[0];
  }

  private modalityOf(study: number): string | undefined {
    return this.studies[study]?.kind.modality;
  }

  private isHidden(study: number, person: number, minutes: number): boolean {
    const since = minutes - this.plan.skipHidesMinutes;
    const last = this.skips.findLastIndex((skip) => skip.minutes <= since);
    return this.skips.slice(last + 1).some((skip) => skip.study === study && skip.person === person);
  }
}
