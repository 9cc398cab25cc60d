import { Agent, request } from 'undici';

export interface PeerRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly timeoutMs: number;
}

export interface PeerAnswer {
  readonly status: number;
  /** Parsed JSON, or `undefined` when the body was empty or no JSON. */
  readonly body: unknown;
}

/** A peer could not be reached, took too long, or said more than we are willing to read. */
export class PeerFailure extends Error {
  constructor(url: string, reason: string, cause?: unknown) {
    super(`${new URL(url).origin}: ${reason}`, { cause });
    this.name = 'PeerFailure';
  }
}

const LARGEST_ANSWER = 64 * 1024;

const agent = new Agent({ connect: { timeout: 2_000 }, keepAliveTimeout: 4_000, connections: 64 });

/** Asks a peer once, within the time and size allowed; redirects are not followed. */
export async function askPeer(asked: PeerRequest): Promise<PeerAnswer> {
  try {
    const answer = await request(asked.url, {
      dispatcher: agent,
      method: asked.method,
      headers: {
        accept: 'application/json',
        ...(asked.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...asked.headers,
      },
      body: asked.body === undefined ? null : JSON.stringify(asked.body),
      signal: AbortSignal.timeout(asked.timeoutMs),
    });
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of answer.body as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > LARGEST_ANSWER) throw new Error(`more than ${LARGEST_ANSWER} bytes`);
      chunks.push(chunk);
    }
    return { status: answer.statusCode, body: parsed(Buffer.concat(chunks).toString('utf8')) };
  } catch (error) {
    throw new PeerFailure(asked.url, (error as Error).message, error);
  }
}

/** Closes the connections to peers; for the end of the process. */
export async function closePeers(): Promise<void> {
  await agent.destroy();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No JSON is as good as no answer; callers check the shape anyway.
    return undefined;
  }
}
