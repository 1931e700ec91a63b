/** sRGB (0..255 each) as CIELab with white point D50, as PS3.3 section C.10.7.1.1 asks for. */
export function cieLabOf([red, green, blue]: readonly [number, number, number]): [number, number, number] {
  const [r, g, b] = [linear(red), linear(green), linear(blue)];
  // sRGB to XYZ adapted to D50 (ICC profile sRGB v2).
  const x = 0.4360747 * r + 0.3850649 * g + 0.1430804 * b;
  const y = 0.2225045 * r + 0.7168786 * g + 0.0606169 * b;
  const z = 0.0139322 * r + 0.0971045 * g + 0.7141733 * b;
  const [fx, fy, fz] = [curve(x / 0.96422), curve(y), curve(z / 0.82521)];
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)];
}

function linear(value: number): number {
  const fraction = value / 255;
  return fraction <= 0.04045 ? fraction / 12.92 : ((fraction + 0.055) / 1.055) ** 2.4;
}

function curve(value: number): number {
  return value > 216 / 24389 ? Math.cbrt(value) : ((24389 / 27) * value + 16) / 116;
}
