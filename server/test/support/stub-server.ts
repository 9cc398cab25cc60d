import {
  createServer,
  type IncomingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StubRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Parsed JSON, or the text when it is none. */
  readonly body: unknown;
}

export type StubAnswer = (request: StubRequest, response: ServerResponse) => void;

/** A service of the platform that does what the story needs: answer, refuse, hang, be away. */
export interface StubServer {
  readonly url: string;
  readonly requests: StubRequest[];
  /** Assign to change what it does from the next request on. */
  answer: StubAnswer;
  /** Stops listening and cuts every connection. */
  stop(): Promise<void>;
  /** Comes back on the same port. */
  comeBack(): Promise<void>;
}

/** Answers with this status and JSON body. */
export function json(status: number, body: unknown): StubAnswer {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };
}

export async function startStub(answer: StubAnswer = json(200, {})): Promise<StubServer> {
  let server: Server = listener();
  await listen(server, 0);
  const { port } = server.address() as AddressInfo;
  const stub: StubServer = {
    url: `http://127.0.0.1:${port}`,
    requests: [],
    answer,
    async stop() {
      if (!server.listening) return;
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
    async comeBack() {
      server = listener();
      await listen(server, port);
    },
  };

  function listener(): Server {
    return createServer((incoming, response) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => {
        const request = {
          method: incoming.method ?? '',
          path: incoming.url ?? '',
          headers: incoming.headers,
          body: parsed(Buffer.concat(chunks).toString('utf8')),
        };
        stub.requests.push(request);
        stub.answer(request, response);
      });
    });
  }
  return stub;
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
