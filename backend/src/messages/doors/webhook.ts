import { createHmac } from 'node:crypto';
import { lookup } from 'node:dns';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Message } from '../domain/message.js';
import { isForbidden } from './forbidden-address.js';

const LIMIT_MS = 10_000;

/** Posts the message, signed as Standard Webhooks (standardwebhooks.com) says. A redirect is not followed. */
export async function postWebhook(
  url: string,
  secret: string,
  { id, type, text, about, url: link }: Message,
  now: Date,
): Promise<void> {
  const body = JSON.stringify({
    type,
    timestamp: now.toISOString(),
    data: {
      text,
      ...(about && { [`${about.topic}Id`]: about.id }),
      level: about?.level,
      waitedMinutes: about?.waitedMinutes,
      url: link,
    },
  });
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const status = await post(new URL(url), body, {
    'content-type': 'application/json',
    'user-agent': 'Firstread',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatureOf(secret, id, timestamp, body),
  });
  if (status >= 300 && status < 400)
    throw new Error(`It answered ${status}; redirects are not followed. Enter the address it leads to`);
  if (status < 200 || status > 299) throw new Error(`It answered ${status}`);
}

/** Over id, time and body, so that none of them can be exchanged. */
export function signatureOf(secret: string, id: string, timestamp: string, body: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}

/** The status of the answer, whose body nobody needs. */
async function post(url: URL, body: string, headers: Record<string, string>): Promise<number> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // A host that is an address already is not looked up.
  if (isIP(host) && isForbidden(host)) throw refused(host);
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const limit = AbortSignal.timeout(LIMIT_MS);
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method: 'POST', headers, lookup: allowedOnly, agent: false, signal: limit },
      (response) => {
        resolve(response.statusCode ?? 0);
        response.destroy();
      },
    );
    sent.on('error', (error) =>
      reject(limit.aborted ? new Error(`It did not answer within ${LIMIT_MS / 1000} s`) : error),
    );
    sent.end(body);
  });
}

/** Looks the host up at the moment of the connection, so that it cannot be another one by then. */
const allowedOnly: LookupFunction = (host, options, callback) => {
  lookup(host, { ...options, all: true }, (error, addresses) => {
    const bad = error ?? addresses.map(({ address }) => address).find(isForbidden);
    const [first] = addresses ?? [];
    if (bad || !first) callback(bad instanceof Error ? bad : refused(host), []);
    else if (options.all) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};

function refused(host: string): Error {
  return new Error(`${host} is a link-local or metadata address, which nothing is sent to`);
}
