import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Delivery, LookUp } from '../checker/evidence.ts';
import { RENAMED_EVERY_NS } from '../checker/invariants/names.ts';
import type { People } from './people.ts';

/** How the services around this one behave. */
export type Mood = 'well' | 'slow' | 'failing' | 'babbling' | 'lying';

/** Stand-ins for the five services around this one, which can be told to misbehave. */
export interface Peers {
  readonly url: string;
  /** Every notification that was taken, in the order of arrival. */
  readonly deliveries: readonly Delivery[];
  /** Every answer about a customer or a car. */
  readonly lookUps: readonly LookUp[];
  /** Of those that are asked for people and cars. */
  directory: Mood;
  /** Of the one that is told. */
  notifications: Mood;
  /** Nobody listens any more, and every connection is cut. */
  leave(): Promise<void>;
  comeBack(): Promise<void>;
  stop(): Promise<void>;
}

type Answer = readonly [status: number, body: unknown];

const SLOW_MS = 1_500;
const NOTHING: Answer = [404, { detail: 'Not found.' }];
const STRANGER = 'f0000000-0000-4000-8000-000000000000';

export async function startPeers(people: People, now: () => number): Promise<Peers> {
  const deliveries: Delivery[] = [];
  const lookUps: LookUp[] = [];
  let server = createServer(serve);
  await listen(server, 0);
  const { port } = server.address() as AddressInfo;
  const leave = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  };
  const peers: Peers = {
    url: `http://127.0.0.1:${port}`,
    ...{ deliveries, lookUps },
    directory: 'well',
    notifications: 'well',
    leave,
    async comeBack() {
      if (server.listening) return;
      server = createServer(serve);
      await listen(server, port);
    },
    stop: leave,
  };
  return peers;

  function serve(request: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const told = request.method === 'POST';
      const mood = told ? peers.notifications : peers.directory;
      const send = (): void => {
        const body = Buffer.concat(chunks).toString('utf8');
        const [status, answer] = told ? take(request, body, mood) : tell(request.url ?? '', mood);
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(mood === 'babbling' ? '{"id": [nonsense' : JSON.stringify(answer));
      };
      if (mood === 'slow') setTimeout(send, SLOW_MS);
      else send();
    });
  }

  // Whatever is answered then: what was read here has arrived.
  function take(request: IncomingMessage, body: string, mood: Mood): Answer {
    if (mood === 'failing') return [500, { detail: 'Out of order.' }];
    const messageId = String(request.headers['idempotency-key'] ?? '');
    deliveries.push({ messageId, channel: 'customer', payload: JSON.parse(body), at: now() });
    return [201, {}];
  }

  function tell(path: string, mood: Mood): Answer {
    const answer = answerTo(path, mood);
    const [, , , kind, one = '', two = ''] = path.split('/');
    const sound = answer[0] === 200 && (mood === 'well' || mood === 'slow');
    if (kind === 'customers') lookUps.push({ kind: 'customer', id: two, sound, at: now() });
    if (kind === 'vehicles') lookUps.push({ kind: 'vehicle', id: one, sound, at: now() });
    return answer;
  }

  // A cached name that is not replaced shows itself by its age.
  function nameNow(id: string): string {
    return `Customer ${id.slice(-4)} in period ${Math.floor(now() / RENAMED_EVERY_NS)}`;
  }

  function answerTo(path: string, mood: Mood): Answer {
    if (mood === 'failing') return [503, { detail: 'Out of order.' }];
    const [, , , kind, one = '', two = ''] = path.split('/');
    const lying = mood === 'lying';
    if (kind === 'customers')
      return people.knows(two)
        ? [200, { user_id: lying ? STRANGER : two, full_name: nameNow(two) }]
        : NOTHING;
    if (kind === 'vehicles') {
      const owner = people.ownerOf(one);
      return owner === undefined ? NOTHING : [200, car(one, lying ? STRANGER : owner)];
    }
    if (kind === 'employees' && people.knows(one)) return [200, employee(lying ? STRANGER : one)];
    return NOTHING;
  }
}

function car(id: string, owner: string): object {
  return {
    ...{ vehicle_id: id, customer_id: owner, is_active: true, year: 2020 },
    ...{ make: 'Toyota', model: 'Corolla', plate_number: `CAR-${id.slice(-4)}` },
  };
}

function employee(id: string): object {
  const name = `Employee ${id.slice(-4)}`;
  return { id, full_name: name, first_name: name, is_available: true };
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}
