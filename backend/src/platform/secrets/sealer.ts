import { Injectable } from '@nestjs/common';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Config } from '../config/config.js';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const MARK = 'sealed:v1:';

/**
 * Keeps secrets that have to be used again, and so cannot be kept as a digest: sealed with AES-256-GCM under a key that
 * lies in the data folder and not in PostgreSQL. The first process to need the key makes it.
 */
@Injectable()
export class Sealer {
  private key: Buffer | undefined;

  constructor(private readonly config: Config) {}

  get keyFile(): string {
    return join(this.config.dataFolder, 'secret-key');
  }

  /** What is sealed for one purpose opens for no other. */
  seal(secret: string, purpose: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, this.theKey(), iv).setAAD(Buffer.from(purpose));
    const sealed = Buffer.concat([iv, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return MARK + sealed.toString('base64');
  }

  /** Throws where it was sealed under another key or for another purpose, or was changed since. */
  open(sealed: string, purpose: string): string {
    const bytes = Buffer.from(sealed.slice(MARK.length), 'base64');
    const decipher = createDecipheriv(CIPHER, this.theKey(), bytes.subarray(0, IV_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(Buffer.from(purpose)).setAuthTag(bytes.subarray(-TAG_BYTES));
    const secret = decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES));
    return Buffer.concat([secret, decipher.final()]).toString('utf8');
  }

  isSealed(text: string): boolean {
    return text.startsWith(MARK);
  }

  private theKey(): Buffer {
    this.key ??= this.readKey() ?? this.makeKey();
    return this.key;
  }

  private readKey(): Buffer | undefined {
    try {
      const key = readFileSync(this.keyFile);
      if (key.length === KEY_BYTES) return key;
      throw new Error(
        `${this.keyFile} has ${key.length} bytes; a key has ${KEY_BYTES}. Restore it from a backup.`,
      );
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** Written whole before it has its name: of two processes that make one, both end with the same. */
  private makeKey(): Buffer {
    mkdirSync(this.config.dataFolder, { recursive: true });
    const draft = `${this.keyFile}.${process.pid}`;
    writeFileSync(draft, randomBytes(KEY_BYTES), { mode: 0o600 });
    try {
      linkSync(draft, this.keyFile);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(draft);
    }
    return readFileSync(this.keyFile);
  }
}
