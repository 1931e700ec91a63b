import {
  forwardRuleInputSchema,
  priorSourceInputSchema,
  type ForwardRuleInput,
  type Peer,
  type PriorSourceInput,
} from '@firstread/contract';
import { check, type Checked } from '@/lib/form/problems';
import { textOf } from '@/lib/form/text-of';
import { listOf, numberOf } from '@/lib/form/values';
import { withReachable } from '@/lib/form/transport';

/** The rule that a form describes. */
export function readRule(form: FormData, peers: readonly Peer[]): Checked<ForwardRuleInput> {
  const checked = check(forwardRuleInputSchema, {
    name: textOf(form, 'name').trim(),
    enabled: form.has('enabled'),
    peerId: textOf(form, 'peerId'),
    transport: textOf(form, 'transport'),
    what: form.getAll('what'),
    filter: {
      modalities: listOf(form, 'filter.modalities').map(upper),
      bodyParts: listOf(form, 'filter.bodyParts').map(upper),
      sources: listOf(form, 'filter.sources'),
      description: textOf(form, 'filter.description').trim(),
      institution: textOf(form, 'filter.institution').trim(),
      priors: form.has('filter.priors'),
    },
  });
  return withReachable(checked, dicomwebOf(peers));
}

/** The source of priors that a form describes. */
export function readSource(form: FormData, peers: readonly Peer[]): Checked<PriorSourceInput> {
  const checked = check(priorSourceInputSchema, {
    peerId: textOf(form, 'peerId'),
    transport: textOf(form, 'transport'),
    enabled: form.has('enabled'),
    maximum: numberOf(form, 'maximum'),
    withinDays: numberOf(form, 'withinDays'),
    sameModality: form.has('sameModality'),
  });
  return withReachable(checked, dicomwebOf(peers));
}

function dicomwebOf(peers: readonly Peer[]): (peerId: string) => boolean {
  return (peerId) => peers.some((peer) => peer.id === peerId && peer.dicomwebUrl !== null);
}

/** Modalities and body parts are code strings, which DICOM writes in capitals. */
function upper(code: string): string {
  return code.toUpperCase();
}
