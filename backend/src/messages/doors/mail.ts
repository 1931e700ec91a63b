import { createTransport } from 'nodemailer';
import type { Message } from '../domain/message.js';
import type { Enclosure } from '../enclosures.js';

const SILENCE_MS = '10000';
const LIMIT_MS = 60_000;

/** Hands the message to a mail server. A repetition has the same Message-ID. */
export async function sendMail(
  server: { url: string; from: string },
  address: string,
  { id, subject, text }: Message,
  enclosures: readonly Enclosure[],
): Promise<void> {
  const transport = createTransport(withTimeouts(server.url));
  const tooLong = setTimeout(() => transport.close(), LIMIT_MS);
  try {
    await transport.sendMail({
      from: server.from,
      to: { name: '', address },
      subject,
      text,
      attachments: enclosures.map(({ name: filename, mediaType: contentType, bytes: content }) => ({
        filename,
        contentType,
        content,
      })),
      messageId: `<${id}@${server.from.split('@')[1]}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  } finally {
    clearTimeout(tooLong);
    transport.close();
  }
}

/** The library reads its options from the address; those that an administrator wrote there stay. */
function withTimeouts(smtpUrl: string): string {
  const url = new URL(smtpUrl);
  for (const option of ['connectionTimeout', 'greetingTimeout', 'socketTimeout', 'dnsTimeout'])
    if (!url.searchParams.has(option)) url.searchParams.set(option, SILENCE_MS);
  return url.href;
}
