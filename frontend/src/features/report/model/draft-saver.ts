import type { ReportInsertion, ReportSection, SaveDraft } from '@firstread/contract';
import { ApiError } from '@/lib/api/problem';

export interface DraftText {
  sections: ReportSection[];
  insertions: ReportInsertion[];
}

export type SaveState =
  | { phase: 'idle' | 'saving' | 'offline' | 'conflict' }
  | { phase: 'saved'; at: string }
  | { phase: 'refused'; error: ApiError };

export interface Sender {
  /** Begins the report; rejects with REPORT_CHANGED where somebody else had. */
  start: (
    draft: Omit<SaveDraft, 'expectedVersion'>,
    leaving: boolean,
  ) => Promise<{ version: number; savedAt: string }>;
  save: (draft: SaveDraft, leaving: boolean) => Promise<{ version: number; savedAt: string }>;
}

/** So that quick typing is some saves in a second, not one for each letter. */
const REST_MS = 250;
const RETRY_MS = 2000;

/**
 * Saves what is typed: at once, one request at a time, and the newest text next. What could not be saved stays here and is
 * tried again; nothing of it is put into the storage of the browser.
 */
export class DraftSaver {
  state: SaveState = { phase: 'idle' };
  private sequence = 0;
  private running: Promise<void> | null = null;
  private unsaved = false;
  private readonly listeners = new Set<() => void>();
  private readonly window = crypto.randomUUID();

  /** `version` is null while there is no report. */
  constructor(
    readonly sender: Sender,
    public text: DraftText,
    public version: number | null,
  ) {}

  get dirty(): boolean {
    return this.unsaved || this.running !== null;
  }

  /** Whether anything was ever written here. */
  get written(): boolean {
    return this.dirty || this.state.phase !== 'idle';
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  change(text: DraftText): void {
    this.text = text;
    this.unsaved = true;
    this.tell(this.state);
    this.go();
  }

  /** Whether all that was typed is saved. */
  async flush(): Promise<boolean> {
    this.go();
    await this.running;
    return !this.unsaved && this.state.phase !== 'conflict' && this.state.phase !== 'refused';
  }

  /** The page is being left: the newest text goes out beside whatever is on its way; the server keeps the later one. */
  leave(): void {
    if (!this.dirty || this.halted) return;
    void this.send(true).catch(() => undefined);
  }

  /** The reader has seen both texts and goes on with the one here. */
  overwrite(version: number): void {
    this.version = version;
    this.unsaved = true;
    this.tell({ phase: 'saving' });
    this.go();
  }

  private get halted(): boolean {
    return this.state.phase === 'conflict' || this.state.phase === 'refused';
  }

  private go(): void {
    if (this.running || !this.unsaved || this.halted) return;
    this.running = this.run().finally(() => {
      this.running = null;
      this.tell(this.state);
    });
  }

  private async run(): Promise<void> {
    while (this.unsaved && !this.halted) {
      this.unsaved = false;
      if (this.state.phase !== 'offline') this.tell({ phase: 'saving' });
      try {
        const { version, savedAt } = await this.send(false);
        this.version = version;
        this.tell({ phase: 'saved', at: savedAt });
      } catch (error) {
        this.unsaved = true;
        this.tell(stateAfter(error));
      }
      await rest(this.state.phase === 'offline' ? RETRY_MS : REST_MS);
    }
  }

  private send(leaving: boolean): Promise<{ version: number; savedAt: string }> {
    this.sequence += 1;
    const draft = { ...this.text, window: this.window, sequence: this.sequence };
    if (this.version === null) return this.sender.start(draft, leaving);
    return this.sender.save({ ...draft, expectedVersion: this.version }, leaving);
  }

  private tell(state: SaveState): void {
    this.state = { ...state };
    this.listeners.forEach((listener) => listener());
  }
}

function stateAfter(error: unknown): SaveState {
  if (!(error instanceof ApiError) || error.status === 0 || error.status >= 500 || error.status === 429)
    return { phase: 'offline' };
  return error.code === 'REPORT_CHANGED' ? { phase: 'conflict' } : { phase: 'refused', error };
}

function rest(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}
