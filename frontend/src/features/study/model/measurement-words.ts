import { t } from '@/lib/i18n';
import { angleOf, areaOf, lengthOf, statisticsOf, type Measurement, type PixelValues } from './measurement';
import { scaleOf, valueUnit, type PixelScale } from './pixel-scale';
import type { DicomDataset } from './dicom-json';

const inSize = (value: number): string => value.toFixed(value < 100 ? 1 : 0);
const inValue = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(1));

function sizeWords(value: number, scale: PixelScale | null, unit: 'length' | 'area'): string {
  const size = inSize(value);
  if (!scale) return t(`study.measure.${unit}.pixels`, { size });
  return t(scale.atDetector ? `study.measure.${unit}.detector` : `study.measure.${unit}.mm`, { size });
}

/** What stands beside a measurement: sizes in millimetres only where the image says how large a pixel is. */
export function measurementWords(
  { tool, points }: Pick<Measurement, 'tool' | 'points'>,
  dataset: DicomDataset,
  frame: number,
  values: PixelValues | null,
): string[] {
  const scale = scaleOf(dataset, frame);
  if (tool === 'length') return [sizeWords(lengthOf(points, scale), scale, 'length')];
  if (tool === 'angle') {
    const angle = angleOf(points, scale);
    return angle === null ? [] : [t('study.measure.angle', { degrees: angle.toFixed(1) })];
  }
  const area = sizeWords(areaOf(tool, points, scale), scale, 'area');
  const found = values && statisticsOf(tool, points, values);
  if (!found) return [area];
  const unit = valueUnit(dataset);
  const withUnit = (value: number): string => inValue(value) + (unit === null ? '' : ` ${unit}`);
  return [
    area,
    t('study.measure.mean', { mean: withUnit(found.mean), deviation: inValue(found.deviation) }),
    t('study.measure.range', { minimum: inValue(found.minimum), maximum: withUnit(found.maximum) }),
  ];
}
