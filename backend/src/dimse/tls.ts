import { Injectable } from '@nestjs/common';
import { readFileSync } from 'node:fs';
import type { ConnectionOptions, SecureContextOptions, TlsOptions } from 'node:tls';
import { Config } from '../platform/index.js';

/** Suites of the BCP 195 profile (PS3.15 sections B.9 and B.10, RFC 9325): forward secrecy and AEAD only. */
export const TLS_CIPHERS = [
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'TLS_AES_128_GCM_SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'DHE-RSA-AES256-GCM-SHA384',
  'DHE-RSA-AES128-GCM-SHA256',
];

/** Non-downgrading: nothing below it. */
export const TLS_LEAST_VERSION = 'TLSv1.2';

const PROFILE = {
  minVersion: TLS_LEAST_VERSION,
  ciphers: TLS_CIPHERS.join(':'),
  honorCipherOrder: true,
  dhparam: 'auto',
} as const satisfies SecureContextOptions;

/** Certificates of this archive for DICOM over TLS. */
@Injectable()
export class DimseTls {
  private readonly own: { cert: Buffer; key: Buffer } | undefined;
  private readonly ca: Buffer | undefined;

  constructor(config: Config) {
    const { DIMSE_TLS_PORT, DIMSE_TLS_CERT: cert, DIMSE_TLS_KEY: key, DIMSE_TLS_CA: ca } = config.env;
    if (DIMSE_TLS_PORT && !(cert && key))
      throw new Error('DIMSE_TLS_PORT is set: name DIMSE_TLS_CERT and DIMSE_TLS_KEY too');
    if (cert && key) this.own = { cert: readFileSync(cert), key: readFileSync(key) };
    if (ca) this.ca = readFileSync(ca);
  }

  /** For the listener; undefined without a certificate. With authorities, callers must show a certificate of theirs. */
  server(): TlsOptions | undefined {
    if (!this.own) return undefined;
    const mutual = this.ca ? { ca: this.ca, requestCert: true, rejectUnauthorized: true } : {};
    return { ...PROFILE, ...this.own, ...mutual };
  }

  /**
   * For our own associations. Certificates of our authorities count whatever host they name, as DICOM devices
   * move; those of public authorities must name the host.
   */
  client(): ConnectionOptions {
    const trust = this.ca ? { ca: this.ca, checkServerIdentity: () => undefined } : {};
    return { ...PROFILE, ...this.own, ...trust };
  }
}
