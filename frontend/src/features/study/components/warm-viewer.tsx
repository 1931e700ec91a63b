'use client';
import { useEffect } from 'react';
import { warmViewer } from '../viewer/warm';

/** Longest wait for an idle moment. */
const LATEST_MS = 4000;

/** Has the viewer ready before a study is opened: it is a large part of what stands between a key and the first image. */
export function WarmViewer() {
  useEffect(() => {
    // Not every browser knows idle moments.
    if (typeof window.requestIdleCallback !== 'function') {
      const timer = setTimeout(warmViewer, LATEST_MS);
      return () => clearTimeout(timer);
    }
    const asked = window.requestIdleCallback(warmViewer, { timeout: LATEST_MS });
    return () => window.cancelIdleCallback(asked);
  }, []);
  return null;
}
