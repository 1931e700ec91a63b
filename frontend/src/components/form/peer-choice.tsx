import { forwardedSchema, transportSchema, type Forwarded, type Transport } from '@firstread/contract';
import { CheckField, FieldGroup, SelectField } from '@/components/ui/field';
import type { Problems } from '@/lib/form/problems';
import { t } from '@/lib/i18n';

interface Choice {
  id: string;
  aeTitle: string;
  name: string;
  enabled?: boolean;
}

interface Props {
  peers: readonly Choice[];
  problems: Problems;
  peerId?: string | undefined;
  transport?: Transport | undefined;
}

function textOf({ aeTitle, name, enabled = true }: Choice): string {
  const both = `${aeTitle} – ${name}`;
  return enabled ? both : t('peer.disabled', { name: both });
}

/** Which peer, and how it is reached: the fields `peerId` and `transport`. */
export function PeerChoice({ peers, problems, peerId, transport }: Props) {
  return (
    <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
      <SelectField
        label={t('peer.label')}
        name="peerId"
        defaultValue={peerId ?? ''}
        error={problems['peerId']}
      >
        <option value="" disabled>
          {t('peer.choose')}
        </option>
        {peers.map((peer) => (
          <option key={peer.id} value={peer.id}>
            {textOf(peer)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t('transport.label')}
        name="transport"
        defaultValue={transport ?? 'dimse'}
        error={problems['transport']}
      >
        {transportSchema.options.map((option) => (
          <option key={option} value={option}>
            {t(`transport.${option}`)}
          </option>
        ))}
      </SelectField>
    </div>
  );
}

/** What of a study is sent: the field `what`. */
export function ForwardedChoice({ chosen, problems }: { chosen: readonly Forwarded[]; problems: Problems }) {
  return (
    <FieldGroup label={t('forwarded.label')} error={problems['what']}>
      {forwardedSchema.options.map((option) => (
        <CheckField
          key={option}
          label={t(`forwarded.${option}`)}
          name="what"
          value={option}
          defaultChecked={chosen.includes(option)}
        />
      ))}
    </FieldGroup>
  );
}
