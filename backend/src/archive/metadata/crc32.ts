/** CRC-32 of joined texts out of those of the parts: arithmetic on polynomials over GF(2), reflected. */
const POLYNOMIAL = 0xedb88320;
const ONE = 0x80000000;

/** The CRC-32 of A followed by B. */
export function combineCrc32(crcOfA: number, crcOfB: number, lengthOfB: number): number {
  return (multiply(powerOfX(lengthOfB * 8), crcOfA) ^ crcOfB) >>> 0;
}

/** x to the power of 2 to the power of each place. */
const SQUARES: readonly number[] = Array.from({ length: 56 }).reduce<number[]>((squares) => {
  const last = squares.at(-1);
  return [...squares, last === undefined ? ONE >>> 1 : multiply(last, last)];
}, []);

function powerOfX(exponent: number): number {
  let power = ONE;
  for (let rest = exponent, place = 0; rest > 0; rest = Math.floor(rest / 2), place += 1) {
    if (rest % 2 === 1) power = multiply(SQUARES[place] ?? ONE, power);
  }
  return power;
}

/** Product modulo the polynomial. */
function multiply(a: number, b: number): number {
  let product = 0;
  let term = b;
  for (let bit = ONE; bit !== 0; bit >>>= 1) {
    if (a & bit) product ^= term;
    term = term & 1 ? (term >>> 1) ^ POLYNOMIAL : term >>> 1;
  }
  return product >>> 0;
}
