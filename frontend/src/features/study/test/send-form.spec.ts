import { readSending } from '../model/send-form';

const id = '0b6f4f0e-0d0f-4c6b-9a53-1d1d0d6a2f01';
const destinations = [{ id, aeTitle: 'PACS', name: 'PACS', dicomweb: false }];

function formOf(transport: string, ...what: string[]): FormData {
  const form = new FormData();
  form.append('peerId', id);
  form.append('transport', transport);
  for (const one of what) form.append('what', one);
  return form;
}

describe('the form to send a study', () => {
  it('becomes the input of the contract', () => {
    expect(readSending(formOf('dimse', 'originals', 'aiResults'), destinations)).toEqual({
      input: { peerId: id, transport: 'dimse', what: ['originals', 'aiResults'] },
    });
  });

  it('needs something to send, and a way that the peer has', () => {
    expect(readSending(formOf('dimse'), destinations)).toEqual({
      problems: { what: 'Please choose at least one.' },
    });
    expect(readSending(formOf('dicomweb', 'originals'), destinations)).toMatchObject({
      problems: { transport: expect.any(String) as string },
    });
  });
});
