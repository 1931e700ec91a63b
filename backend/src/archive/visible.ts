/**
 * What nobody is shown. One condition per level, over the table of that name; they run for every candidate, so at
 * study and series level they have to be columns of the row, not a look at its instances.
 */
export const VISIBLE: Readonly<Record<'study' | 'series' | 'instance', string>> = {
  study: 'true',
  series: 'true',
  instance: 'true',
};
