/** The first part of a multipart/related answer; a plain answer is given back as it is. */
function indexOf(haystack: Uint8Array, needle: Uint8Array, from: number): number {
  const first = needle[0] ?? 0;
  for (let start = haystack.indexOf(first, from); start >= 0; start = haystack.indexOf(first, start + 1)) {
    if (start + needle.length > haystack.length) return -1;
    if (needle.every((byte, index) => haystack[start + index] === byte)) return start;
  }
  return -1;
}

function boundaryOf(contentType: string): string | null {
  const match = /boundary="?([^";]+)"?/i.exec(contentType);
  return match?.[1] ?? null;
}

export function firstPart(body: Uint8Array, contentType: string): Uint8Array {
  if (!/^\s*multipart\//i.test(contentType)) return body;
  const boundary = boundaryOf(contentType);
  if (boundary === null) throw new Error('the answer names no boundary');
  const encoder = new TextEncoder();
  const delimiter = encoder.encode(`--${boundary}`);
  const start = indexOf(body, delimiter, 0);
  const head = start < 0 ? -1 : indexOf(body, encoder.encode('\r\n\r\n'), start);
  if (head < 0) throw new Error('the answer has no part');
  const end = indexOf(body, encoder.encode(`\r\n--${boundary}`), head + 2);
  if (end < 0) throw new Error('the answer ends before its part does');
  return body.subarray(head + 4, Math.max(head + 4, end));
}
