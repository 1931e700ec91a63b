import {
  GRACE_MS,
  initialConnection,
  reduceConnection,
  type Connection,
  type ConnectionEvent,
} from '../realtime/connection';

function run(start: Connection, ...events: [ConnectionEvent['type'], number][]): Connection {
  return events.reduce((state, [type, now]) => reduceConnection(state, { type, now }), start);
}

describe('connection', () => {
  const live = run(initialConnection(0), ['followed', 100]);

  it('is live only once the server follows', () => {
    expect(initialConnection(0).status).toBe('connecting');
    expect(live.status).toBe('live');
  });
  it('says reconnecting at first and polling after a while', () => {
    expect(run(live, ['lost', 200]).status).toBe('reconnecting');
    expect(run(live, ['lost', 200], ['tick', 200 + GRACE_MS]).status).toBe('polling');
    expect(run(live, ['lost', 200], ['lost', 3000], ['tick', 200 + GRACE_MS]).status).toBe('polling');
  });
  it('is offline when fetching fails as well, and comes back', () => {
    const offline = run(live, ['lost', 200], ['tick', 9000], ['fetchFailed', 9100]);
    expect(offline.status).toBe('offline');
    expect(run(offline, ['fetched', 9500]).status).toBe('polling');
    expect(run(offline, ['followed', 9600]).status).toBe('live');
  });
  it('does not call a failed fetch a lost connection while changes are pushed', () => {
    expect(run(live, ['fetchFailed', 300]).status).toBe('live');
  });
  it('polls when the socket never comes up', () => {
    expect(run(initialConnection(0), ['lost', 10], ['fetched', 50], ['tick', GRACE_MS]).status).toBe(
      'polling',
    );
  });
  it('remembers the last contact', () => {
    expect(run(live, ['heard', 5000]).lastContact).toBe(5000);
  });
});
