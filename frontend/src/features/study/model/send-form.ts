import { sendStudySchema, type Destination, type SendStudy } from '@firstread/contract';
import { check, type Checked } from '@/lib/form/problems';
import { textOf } from '@/lib/form/text-of';
import { withReachable } from '@/lib/form/transport';

/** What is to be sent where, as a form describes it. */
export function readSending(form: FormData, destinations: readonly Destination[]): Checked<SendStudy> {
  const checked = check(sendStudySchema, {
    peerId: textOf(form, 'peerId'),
    transport: textOf(form, 'transport'),
    what: form.getAll('what'),
  });
  return withReachable(checked, (id) => destinations.some((peer) => peer.id === id && peer.dicomweb));
}
