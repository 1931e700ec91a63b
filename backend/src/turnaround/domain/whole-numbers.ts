/** Writes whole numbers in as few bytes as each needs: seven bits a byte, lowest first, the highest set where more follow (LEB128). */
export class NumberWriter {
  private readonly written: number[] = [];

  /** Not negative. */
  whole(value: number): this {
    for (; value > 127; value = Math.floor(value / 128)) this.written.push((value % 128) + 128);
    this.written.push(value);
    return this;
  }

  signed(value: number): this {
    return this.whole(value < 0 ? -2 * value - 1 : 2 * value);
  }

  /** With their number before them. */
  bytes(bytes: Uint8Array): this {
    this.whole(bytes.length);
    for (const byte of bytes) this.written.push(byte);
    return this;
  }

  text(text: string): this {
    return this.bytes(Buffer.from(text));
  }

  toBytes(): Buffer {
    return Buffer.from(this.written);
  }
}

/** Reads what a `NumberWriter` wrote. */
export class NumberReader {
  /** From `place` to before `end`. */
  constructor(
    private readonly read: Uint8Array,
    private place = 0,
    private readonly end = read.length,
  ) {}

  get more(): boolean {
    return this.place < this.end;
  }

  /** NaN after the end. */
  whole(): number {
    let [value, scale] = [0, 1];
    for (;;) {
      const byte = this.read[this.place++] ?? NaN;
      if (!(byte > 127)) return value + byte * scale;
      value += (byte - 128) * scale;
      scale *= 128;
    }
  }

  signed(): number {
    const value = this.whole();
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
  }

  bytes(): Uint8Array {
    return this.read.subarray(...this.passBytes());
  }

  /** Where they begin and end: of thousands, views cost more than what is in them. */
  passBytes(): [from: number, to: number] {
    const length = this.whole();
    const from = this.place;
    this.place += length;
    return [from, this.place];
  }

  text(): string {
    return Buffer.from(this.bytes()).toString();
  }
}
