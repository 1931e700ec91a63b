import { TestEnvironment } from 'jest-environment-node';

/**
 * Node environment whose typed arrays are those of the outer realm: native addons (onnxruntime-node)
 * check `instanceof` against the outer constructors and refuse a tensor made of Jest's own.
 */
export default class NativeTypedArrayEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    const shared = [ArrayBuffer, Float32Array, Float64Array, Int8Array, Uint8Array, Uint8ClampedArray];
    const more = [Int16Array, Uint16Array, Int32Array, Uint32Array, BigInt64Array, BigUint64Array];
    for (const constructor of [...shared, ...more]) this.global[constructor.name] = constructor;
  }
}
