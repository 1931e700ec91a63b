import type { MessageTarget } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { Clock, Config } from '../../platform/index.js';
import type { Message } from '../domain/message.js';
import type { Enclosure } from '../enclosures.js';
import { SecretStore } from '../secret-store.js';
import { sendMail } from './mail.js';
import { postWebhook } from './webhook.js';

const LONGEST_PROBLEM = 300;

/** The ways a message leaves the house. */
@Injectable()
export class Doors {
  constructor(
    private readonly secrets: SecretStore,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  get mailServer(): { url: string; from: string } | undefined {
    const { SMTP_URL: url, ALERT_FROM: from } = this.config.env;
    return url !== undefined && from !== undefined ? { url, from } : undefined;
  }

  /**
   * Resolves once the other side has taken the message; throws with the reason in words where it has not. Enclosures go
   * with e-mail alone.
   */
  async send(target: MessageTarget, message: Message, enclosures: readonly Enclosure[] = []): Promise<void> {
    try {
      if (target.kind === 'email') await this.mail(target.address, message, enclosures);
      else await this.webhook(target.url, message);
    } catch (error) {
      throw new Error((error as Error).message.slice(0, LONGEST_PROBLEM), { cause: error });
    }
  }

  private async mail(address: string, message: Message, enclosures: readonly Enclosure[]): Promise<void> {
    const server = this.mailServer;
    if (!server) throw new Error('No mail server is set: SMTP_URL and ALERT_FROM');
    await sendMail(server, address, message, enclosures);
  }

  private async webhook(url: string, message: Message): Promise<void> {
    const secret = await this.secrets.secret();
    if (secret === null) throw new Error('No secret is set to sign webhooks with');
    await postWebhook(url, secret, message, this.clock.now());
  }
}
