import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { PeerDirectory } from '../peers/index.js';
import { Loop, WakeUp, WokenLoops } from '../platform/index.js';
import { FetchStore, type TakenFetch } from './fetch-store.js';
import { PriorSearch } from './prior-search.js';
import { RemoteArchives } from './transport/remote-archives.js';

const CHECK_MS = 2000;
/** Of many events at once, one look is enough. */
const REST_MS = 200;
const ATTEMPTS = 6;

/** Looks for priors and fetches studies; runs in the worker. */
@Injectable()
export class Fetcher implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(Fetcher.name);
  private readonly loops: WokenLoops;

  constructor(
    private readonly store: FetchStore,
    private readonly priors: PriorSearch,
    private readonly peers: PeerDirectory,
    private readonly remotes: RemoteArchives,
    wakeUp: WakeUp,
  ) {
    const loop = (step: () => Promise<boolean>) =>
      new Loop(step, CHECK_MS, (error) => this.logger.warn(`Will try again: ${error.message}`), REST_MS);
    this.loops = new WokenLoops([loop(() => this.priors.askNext()), loop(() => this.fetchNext())], wakeUp);
  }

  onApplicationBootstrap(): void {
    this.loops.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loops.stop();
  }

  /** Fetches one study that is due; false where none is. */
  async fetchNext(): Promise<boolean> {
    const taken = await this.store.take();
    if (!taken) return false;
    const problem = await this.fetch(taken);
    if (problem === undefined) await this.store.finish(taken, 'fetched', null);
    else if (taken.attempts < ATTEMPTS) await this.store.postpone(taken, problem);
    else await this.store.finish(taken, 'failed', problem);
    return true;
  }

  /** Why the study did not come whole; undefined where it did. */
  private async fetch({ peerId, transport, studyInstanceUid }: TakenFetch): Promise<string | undefined> {
    const peer = await this.peers.byId(peerId);
    if (!peer) return 'The peer is not there any more';
    try {
      const { complete, detail } = await this.remotes.by(transport).fetch(peer, studyInstanceUid);
      return complete ? undefined : (detail ?? 'The peer did not say why');
    } catch (error) {
      return (error as Error).message;
    }
  }
}
