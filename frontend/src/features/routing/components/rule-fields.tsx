import type { ForwardRule, Peer } from '@firstread/contract';
import { ForwardedChoice, PeerChoice } from '@/components/form/peer-choice';
import { CheckField, Field } from '@/components/ui/field';
import type { Problems } from '@/lib/form/problems';
import { t } from '@/lib/i18n';

interface Props {
  rule: ForwardRule | null;
  peers: readonly Peer[];
  problems: Problems;
}

const lists = ['modalities', 'bodyParts', 'sources'] as const;
const texts = ['description', 'institution'] as const;

function Conditions({ rule, problems }: Omit<Props, 'peers'>) {
  return (
    <section aria-label={t('rules.form.conditions')}>
      <h3 className="mb-2 border-b border-line pb-1 text-[12px] font-semibold">
        {t('rules.form.conditions')}
      </h3>
      <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
        {lists.map((field) => (
          <Field
            key={field}
            label={t(`rules.form.${field}`)}
            hint={t(`rules.form.${field}.hint`)}
            name={`filter.${field}`}
            spellCheck={false}
            defaultValue={rule?.filter[field].join(', ')}
            error={problems[`filter.${field}`]}
          />
        ))}
        {texts.map((field) => (
          <Field
            key={field}
            label={t(`rules.form.${field}`)}
            hint={t('rules.form.anyCase')}
            name={`filter.${field}`}
            defaultValue={rule?.filter[field]}
            error={problems[`filter.${field}`]}
          />
        ))}
        <div className="self-center">
          <CheckField
            label={t('rules.form.priors')}
            name="filter.priors"
            defaultChecked={rule?.filter.priors ?? false}
          />
        </div>
      </div>
    </section>
  );
}

/** Every field of a forward rule with its meaning in words. */
export function RuleFields({ rule, peers, problems }: Props) {
  return (
    <>
      <Field
        label={t('rules.form.name')}
        hint={t('rules.form.name.hint')}
        name="name"
        defaultValue={rule?.name}
        error={problems['name']}
      />
      <PeerChoice peers={peers} problems={problems} peerId={rule?.peerId} transport={rule?.transport} />
      <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
        <ForwardedChoice chosen={rule?.what ?? ['aiResults']} problems={problems} />
        <CheckField
          label={t('rules.form.enabled')}
          hint={t('rules.form.enabled.hint')}
          name="enabled"
          defaultChecked={rule?.enabled ?? true}
        />
      </div>
      <Conditions rule={rule} problems={problems} />
    </>
  );
}
