import type { GradedDiscrepancy } from '@firstread/contract';
import { ComparedText } from '@/components/clinical/compared-text';
import { sidesOf } from '../model/sides';

/** All that was said of the study, the one beside the other. */
export function SideBySide({ one }: { one: GradedDiscrepancy }) {
  return (
    <div className="flex flex-col gap-2">
      {sidesOf(one).map(({ section, heads, texts }) => (
        <div key={section}>
          {section !== null && <p className="mb-1 text-[11px] font-medium text-text-2">{section}</p>}
          <ComparedText heads={heads} texts={texts} marked={one.kind === 'preliminaryFinal'} />
        </div>
      ))}
    </div>
  );
}
