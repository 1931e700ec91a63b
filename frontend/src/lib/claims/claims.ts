/**
 * The studies that this page holds: their fencing tokens, and a sign of life for each while the page is open, whichever
 * page of the application it is.
 */
import {
  heldStudySchema,
  worklistItemSchema,
  worklistPageSchema,
  type AskClaim,
  type HeldStudy,
  type WorklistItem,
} from '@firstread/contract';
import { request } from '../api/http';
import { ApiError } from '../api/problem';

/** A quarter of the server's lease, so that a lost answer or two do not end a claim. */
export const SIGN_MS = 30_000;

const tokens = new Map<string, string>();
/** Asked for, and not answered yet. */
const adopting = new Set<string>();
const lostListeners = new Set<(studyUid: string) => void>();

const pathOf = (studyUid: string): string => `/api/v1/worklist/${studyUid}/claim`;

/** Claims the study; with a reason, takes it over or overrides missing rights. Throws the problem where that is refused. */
export async function claimStudy(
  studyUid: string,
  how: Pick<AskClaim, 'takeOver' | 'override'> = {},
): Promise<WorklistItem> {
  const held = await ask(studyUid, how);
  tokens.set(studyUid, held.token);
  return held.item;
}

/** Gives the study back. */
export async function releaseStudy(studyUid: string): Promise<WorklistItem> {
  const token = await tokenFor(studyUid);
  const item = await request(pathOf(studyUid), worklistItemSchema, { method: 'DELETE', body: { token } });
  tokens.delete(studyUid);
  return item;
}

/** A page that was loaded anew asks for the token: the claim is its holder's in every window. */
export async function tokenFor(studyUid: string): Promise<string> {
  return tokens.get(studyUid) ?? (await ask(studyUid, {})).token;
}

/** The server gave this page a claim in its answer to something else. */
export function rememberClaim(studyUid: string, token: string): void {
  tokens.set(studyUid, token);
}

/** Keeps up what another window of the same reader, or this one before it was loaded anew, has claimed. */
export async function adopt(studyUid: string): Promise<void> {
  if (tokens.has(studyUid) || adopting.has(studyUid)) return;
  adopting.add(studyUid);
  try {
    tokens.set(studyUid, (await ask(studyUid, {})).token);
  } finally {
    adopting.delete(studyUid);
  }
}

/** Adopts all that the reader holds, whatever list is open; not what was handed over and waits for their sign. */
export async function adoptOwn(): Promise<void> {
  const filter = encodeURIComponent(JSON.stringify({ holder: 'me' }));
  const { items } = await request(`/api/v1/worklist?limit=500&filter=${filter}`, worklistPageSchema);
  const own = items.filter(({ claim }) => claim && !claim.handedOver);
  // What was taken this moment is not the reader's any more; the list says so.
  await Promise.all(own.map(({ studyInstanceUid: uid }) => adopt(uid).catch(() => undefined)));
}

/** The token under which a reading is marked, which ends with it. */
export function tokenOf(studyUid: string): string | undefined {
  return tokens.get(studyUid);
}

/** Another reader has taken over what this page held. */
export function loseClaim(studyUid: string): void {
  if (!tokens.delete(studyUid)) return;
  for (const listener of lostListeners) listener(studyUid);
}

export function forgetClaim(studyUid: string): void {
  tokens.delete(studyUid);
}

/** A sign of life for each held study; one that another reader has taken is told of, once. One given back in another
 * window is forgotten.
 */
export async function signAll(): Promise<void> {
  await Promise.all(
    [...tokens].map(async ([studyUid, token]) => {
      try {
        await ask(studyUid, { token });
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 409 || tokens.get(studyUid) !== token) return;
        if (error.code === 'CLAIM_TAKEN') loseClaim(studyUid);
        else tokens.delete(studyUid);
      }
    }),
  );
}

export function onClaimLost(listener: (studyUid: string) => void): () => void {
  lostListeners.add(listener);
  return () => lostListeners.delete(listener);
}

function ask(studyUid: string, body: object): Promise<HeldStudy> {
  return request(pathOf(studyUid), heldStudySchema, { method: 'PUT', body });
}
