import { Injectable } from '@nestjs/common';

/** The time, passed in so that rules and tests never read it themselves. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }
}
