import { Agent, request } from 'undici';

interface PeerQuestion {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
}

/** How long the answer may take, to its last byte: a time of its own, or a deadline shared with other calls. */
type Limit =
  | { readonly timeoutMs: number; readonly until?: never }
  | { readonly until: AbortSignal; readonly timeoutMs?: never };

export type PeerRequest = PeerQuestion & Limit;

export interface PeerAnswer {
  readonly status: number;
  /** Parsed JSON, or `undefined` when the body was empty or no JSON. */
  readonly body: unknown;
}

/**
 * `unreachable`: no connection, or it broke. `too_late`: the time was over. `faulty`: it answered
 * that it failed. `unusable`: it said more than we are willing to read, or does not speak HTTP.
 * `not_asked`: it has failed too often to be asked just now.
 */
type PeerFailureKind = 'unreachable' | 'too_late' | 'faulty' | 'unusable' | 'not_asked';

/** A peer gave no answer that is worth reading. */
export class PeerFailure extends Error {
  readonly kind: PeerFailureKind;

  constructor(kind: PeerFailureKind, url: string, reason: string, cause?: unknown) {
    super(`${new URL(url).origin}: ${reason}`, { cause });
    this.name = 'PeerFailure';
    this.kind = kind;
  }
}

const LARGEST_ANSWER = 64 * 1024;

const agent = new Agent({
  connect: { timeout: 2_000 },
  keepAliveTimeout: 4_000,
  // So many that calls which hang hold up none that is made once the peer is back.
  connections: 256,
});

/** Asks a peer once, within the time and size allowed; redirects are not followed. */
export async function askPeer(asked: PeerRequest): Promise<PeerAnswer> {
  const signal = asked.until ?? AbortSignal.timeout(asked.timeoutMs);
  try {
    const answer = await request(asked.url, {
      dispatcher: agent,
      method: asked.method,
      headers: {
        accept: 'application/json',
        // What is packed would have to be unpacked before its size is known.
        'accept-encoding': 'identity',
        ...(asked.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...asked.headers,
      },
      body: asked.body === undefined ? null : JSON.stringify(asked.body),
      signal,
    });
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of answer.body as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > LARGEST_ANSWER) throw new TooLarge(`more than ${LARGEST_ANSWER} bytes`);
      chunks.push(chunk);
    }
    return { status: answer.statusCode, body: parsed(Buffer.concat(chunks).toString('utf8')) };
  } catch (error) {
    const kind = signal.aborted ? 'too_late' : kindOf(error);
    throw new PeerFailure(kind, asked.url, (error as Error).message, error);
  }
}

/** Closes the connections to peers; for the end of the process. */
export async function closePeers(): Promise<void> {
  await agent.destroy();
}

class TooLarge extends Error {}

// The system's codes (ECONNREFUSED, ENOTFOUND …) and undici's for a connection that did not come or
// did not last; the rest is about what came over it.
function kindOf(error: unknown): PeerFailureKind {
  const { code = '' } = error as NodeJS.ErrnoException;
  const connection = /^E[A-Z_]+$/.test(code) || /^UND_ERR_(SOCKET|CONNECT_TIMEOUT)$/.test(code);
  return connection ? 'unreachable' : 'unusable';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No JSON is as good as no answer; callers check the shape anyway.
    return undefined;
  }
}
