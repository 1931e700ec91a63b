import type { MessageTopic } from '@firstread/contract';
import { Injectable } from '@nestjs/common';

/** A file that goes with a message. */
export interface Enclosure {
  name: string;
  mediaType: string;
  bytes: Buffer;
}

/** Resolves to `gone` where what the message is about is not there any more. */
type Source = (aboutId: string) => Promise<Enclosure[] | 'gone'>;

/** What goes with messages, looked up when they are sent: the outbox holds no files. */
@Injectable()
export class Enclosures {
  private readonly sources = new Map<MessageTopic, Source>();

  /** Before anything is sent: while the module starts. */
  provide(topic: MessageTopic, source: Source): void {
    this.sources.set(topic, source);
  }

  /** None for topics that enclose nothing. */
  async of({ topic, aboutId }: { topic: MessageTopic; aboutId: string }): Promise<Enclosure[] | 'gone'> {
    return (await this.sources.get(topic)?.(aboutId)) ?? [];
  }
}
