/** What the decoders hand over before sign, planes and colour are put right. */

/** Samples between decoding and interpretation. */
export interface RawFrame {
  readonly samples: Uint8Array | Uint16Array | Uint32Array;
  readonly planar: boolean;
  /** Bits that carry the sample; those above are sign or nothing. */
  readonly bitsStored: number;
  /** Undefined: as the header says. */
  readonly signed?: boolean;
  /** Undefined: as the header says. */
  readonly photometricInterpretation?: string;
}
