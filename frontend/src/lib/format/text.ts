/** Lower case without accents, so that "mueller" typed as "Muller" finds "Müller". */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** A model's version as people write it: "v0.3.1", never "vv0.3.1". */
export function versionLabel(version: string): string {
  return /^v/i.test(version) ? version : `v${version}`;
}
