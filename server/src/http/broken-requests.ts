import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { SECURITY_HEADERS } from './conventions.ts';

interface ParserError extends Error {
  readonly code?: string;
}

/** Answers what is no HTTP, or comes too slowly or with too much head, and closes the connection. */
export function answerBrokenRequest(error: ParserError, socket: Socket): void {
  // The other side has gone, or an answer is on its way already: there is nothing to say.
  if (error.code === 'ECONNRESET' || !socket.writable || isBeingAnswered(socket)) {
    socket.destroy(error);
    return;
  }
  const [status, detail] = answerTo(error.code);
  const body = JSON.stringify({ detail });
  const head = Object.entries({
    ...SECURITY_HEADERS,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head.join('')}\r\n${body}`);
  // Only half closed, it would go on reading, and what comes in full at last would be done after all.
  socket.destroy();
}

// Node's own handler asks the same; nothing else tells an answer before from one under way.
function isBeingAnswered(socket: Socket & { _httpMessage?: ServerResponse | null }): boolean {
  return socket._httpMessage?.headersSent ?? false;
}

function answerTo(code: string | undefined): [status: number, detail: string] {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return [408, 'The request took too long to arrive.'];
  if (code === 'HPE_HEADER_OVERFLOW') return [431, 'The request headers are too large.'];
  return [400, 'This is not a request that HTTP knows.'];
}
