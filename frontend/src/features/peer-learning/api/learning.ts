import {
  peerFeedbackPageSchema,
  peerFeedbackSchema,
  peerLearningSettingsSchema,
  peerReviewPageSchema,
  peerReviewSchema,
  peerTotalsSchema,
  type AnswerPeerReview,
  type GivePeerReview,
  type PeerFeedback,
  type PeerFeedbackPage,
  type PeerLearningSettings,
  type PeerLearningSettingsChange,
  type PeerReview,
  type PeerReviewPage,
  type PeerReviewQuery,
  type PeerTotals,
  type PeerTotalsQuery,
} from '@firstread/contract';
import { request } from '@/lib/api/http';

const BASE = '/api/v1/peer-learning';

export const learningKey = ['learning'] as const;
export const reviewsKey = (state: PeerReviewQuery['state']) => ['learning', 'reviews', state] as const;
export const feedbackKey = ['learning', 'feedback'] as const;
export const totalsKey = (weeks: PeerTotalsQuery['weeks']) => ['learning', 'totals', weeks] as const;
export const settingsKey = ['learning', 'settings'] as const;

export function fetchReviews(
  state: PeerReviewQuery['state'],
  place: string,
  signal: AbortSignal,
): Promise<PeerReviewPage> {
  const after = place === '' ? '' : `&${place.slice(1)}`;
  return request(`${BASE}/reviews?state=${state}${after}`, peerReviewPageSchema, { signal });
}

export function giveReview(id: string, body: GivePeerReview): Promise<PeerReview> {
  return request(`${BASE}/reviews/${id}/verdict`, peerReviewSchema, { method: 'PUT', body });
}

export function fetchFeedback(place: string, signal: AbortSignal): Promise<PeerFeedbackPage> {
  return request(`${BASE}/feedback${place}`, peerFeedbackPageSchema, { signal });
}

export function answerReview(id: string, body: AnswerPeerReview): Promise<PeerFeedback> {
  return request(`${BASE}/feedback/${id}/answer`, peerFeedbackSchema, { method: 'PUT', body });
}

export function fetchTotals(weeks: PeerTotalsQuery['weeks'], signal: AbortSignal): Promise<PeerTotals> {
  return request(`${BASE}/totals?weeks=${weeks}`, peerTotalsSchema, { signal });
}

export function fetchSettings(signal: AbortSignal): Promise<PeerLearningSettings> {
  return request(`${BASE}/settings`, peerLearningSettingsSchema, { signal });
}

export function saveSettings(body: PeerLearningSettingsChange): Promise<PeerLearningSettings> {
  return request(`${BASE}/settings`, peerLearningSettingsSchema, { method: 'PUT', body });
}
