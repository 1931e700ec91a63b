import type { ReportWarning } from '@firstread/contract';
import { versionLabel } from '@/lib/format/text';
import { t } from '@/lib/i18n';

/** A warning in words. */
export function warningText(warning: ReportWarning): string {
  switch (warning.kind) {
    case 'lateralityStudy':
      return t('report.warning.lateralityStudy', {
        section: t(`report.section.${warning.section}`),
        side: warning.side,
        text: warning.text,
      });
    case 'lateralityImpression':
      return t('report.warning.lateralityImpression', { side: warning.side, text: warning.text });
    case 'sex':
      return t('report.warning.sex', {
        word: warning.word,
        section: t(`report.section.${warning.section}`),
        sex: warning.sex,
      });
    case 'aiFlag':
      return t('report.warning.aiFlag', {
        label: warning.label,
        model: warning.modelName,
        version: versionLabel(warning.modelVersion),
      });
  }
}
