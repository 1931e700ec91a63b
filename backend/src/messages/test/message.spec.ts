import { messageAbout } from '../domain/message.js';
import { isForbidden } from '../doors/forbidden-address.js';
import { signatureOf } from '../doors/webhook.js';

describe('a message', () => {
  const waiting = {
    deliveryId: 'd',
    topic: 'alert' as const,
    aboutId: 'a',
    level: 'onCall' as const,
    since: new Date('2026-01-05T08:00:00Z'),
  };
  const now = new Date('2026-01-05T08:31:59Z');

  it('says how long the suspicion has waited and where to look', () => {
    expect(messageAbout(waiting, now, 'https://firstread.hospital.example/').text).toBe(
      'A critical suspicion has waited 31 minutes. Open Firstread: https://firstread.hospital.example/worklist\nAlert a',
    );
    expect(messageAbout(waiting, now, undefined)).toMatchObject({
      url: null,
      text: 'A critical suspicion has waited 31 minutes. Open Firstread.\nAlert a',
    });
  });
});

describe('a webhook', () => {
  it('is signed as Standard Webhooks does it', () => {
    // The example of the specification.
    const body = '{"test": 2432232314}';
    expect(
      signatureOf(
        'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
        'msg_p5jXN8AQM9LWM0D4loKWxJek',
        '1614265330',
        body,
      ),
    ).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  it.each([
    '169.254.169.254',
    '169.254.1.1',
    '0.0.0.0',
    'fe80::1',
    'fd00:ec2::254',
    '::ffff:169.254.169.254',
    '::ffff:a9fe:a9fe',
    '64:ff9b::a9fe:a9fe',
    '224.0.0.1',
  ])('never goes to %s', (address) => {
    expect(isForbidden(address)).toBe(true);
  });

  it.each(['127.0.0.1', '10.1.2.3', '192.168.1.20', '93.184.216.34', '2001:db8::1', 'fd12::1'])(
    'may go to %s',
    (address) => {
      expect(isForbidden(address)).toBe(false);
    },
  );
});
