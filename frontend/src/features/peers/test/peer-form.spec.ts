import { readPeer } from '../model/peer-form';
import { echoWords } from '../model/echo-words';

function formOf(fields: Record<string, string | readonly string[]>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields))
    for (const one of [value].flat()) form.append(name, one);
  return form;
}

const filled = {
  aeTitle: ' CT1 ',
  name: 'CT emergency room',
  host: 'ct1.example',
  port: '104',
  addresses: '10.0.0.5\n 10.1.0.0/16, fd00::1',
  services: ['store', 'mpps'],
  maxAssociations: '4',
  backfillAgeDays: '',
  enabled: 'on',
  dicomwebUrl: '',
  dicomwebToken: '',
};

function problemsOf(fields: Record<string, string | readonly string[]>): Record<string, string> {
  const checked = readPeer(formOf({ ...filled, ...fields }));
  if ('input' in checked) throw new Error('the form is taken');
  return checked.problems;
}

describe('the form of a peer', () => {
  it('becomes the input of the contract', () => {
    expect(readPeer(formOf(filled))).toEqual({
      input: {
        aeTitle: 'CT1',
        name: 'CT emergency room',
        host: 'ct1.example',
        port: 104,
        tls: false,
        addresses: ['10.0.0.5', '10.1.0.0/16', 'fd00::1'],
        services: ['store', 'mpps'],
        destination: false,
        maxAssociations: 4,
        backfillAgeDays: null,
        enabled: true,
        dicomwebUrl: null,
      },
    });
  });

  it.each([
    ['keeps the token where nothing is typed', {}, undefined],
    ['replaces it by what is typed', { dicomwebToken: 'secret' }, 'secret'],
    ['removes it where that is ticked', { removeToken: 'on' }, null],
    ['takes a new token before a tick', { removeToken: 'on', dicomwebToken: 'secret' }, 'secret'],
  ])('%s', (_, fields, token) => {
    const checked = readPeer(formOf({ ...filled, ...fields }));
    expect('input' in checked && checked.input.dicomwebToken).toBe(token);
  });

  it('names what is missing, field by field', () => {
    const problems = problemsOf({ aeTitle: '', name: ' ', host: '', port: '', maxAssociations: '' });
    expect(Object.keys(problems).sort()).toEqual(['aeTitle', 'host', 'maxAssociations', 'name', 'port']);
    expect(problems['name']).toBe('Please fill in this field.');
    expect(problems['port']).toBe('Please write a number.');
  });

  it.each([
    ['aeTitle', 'A\\B', '“A\\B” is no AE title: 1 to 16 ASCII characters without backslash'],
    ['addresses', '10.0.0.5\n10.0.0.300', '“10.0.0.300” is no IP address or CIDR range'],
    ['port', '70000', 'Must be 65535 or less.'],
    ['port', '0', 'Must be 1 or more.'],
    ['port', '1.5', 'Please write a whole number.'],
    ['backfillAgeDays', 'x', 'Please write a number.'],
    ['name', 'n'.repeat(101), 'At most 100 characters.'],
  ])('says what is wrong with %s “%s”', (field, value, text) => {
    expect(problemsOf({ [field]: value })).toEqual({ [field]: text });
  });

  it('refuses an address of DICOMweb that is none', () => {
    expect(Object.keys(problemsOf({ dicomwebUrl: 'ftp://pacs.example' }))).toEqual(['dicomwebUrl']);
  });
});

describe('an echo in words', () => {
  it('says how long an answer took, and only of an answer', () => {
    expect(echoWords('answered', 12)).toBe('Answered in 12 ms');
    expect(echoWords('refused', 12)).toBe('Refused');
    expect(echoWords('unreachable', 12)).toBe('Unreachable');
  });
});
