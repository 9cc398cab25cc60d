/** One message of PostgreSQL's protocol, version 3; those that open a connection have no type. */
export interface Message {
  readonly type: string;
  /** All of it, type and length included. */
  readonly bytes: Buffer;
}

const SSL_REQUEST = 80_877_103;
const GSS_REQUEST = 80_877_104;
const CANCEL_REQUEST = 80_877_102;

/** Takes bytes as they come and gives the messages that are complete by then. */
export type MessageReader = (chunk: Buffer) => Message[];

/** Reads what a client sends: its first messages bear no type. */
export function frontendReader(): MessageReader {
  return reader(true);
}

/** Reads what a server sends after it has answered a wish for encryption. */
export function backendReader(): MessageReader {
  return reader(false);
}

/** Whether a client asks for TLS or GSSAPI, to which the server answers with a single letter. */
export function asksForEncryption(message: Message): boolean {
  return [SSL_REQUEST, GSS_REQUEST].includes(codeOf(message) ?? 0);
}

/** Whether a client introduces itself, to which the server answers like to a statement. */
export function opensSession(message: Message): boolean {
  return message.type === '' && !asksForEncryption(message) && codeOf(message) !== CANCEL_REQUEST;
}

/** The texts that a message begins with, each ended by a zero byte. */
export function textsOf({ bytes }: Message, count: number): string[] {
  const texts: string[] = [];
  let at = 5;
  while (texts.length < count) {
    const end = bytes.indexOf(0, at);
    if (end === -1) throw new Error('A message ends in the middle of a text.');
    texts.push(bytes.toString('utf8', at, end));
    at = end + 1;
  }
  return texts;
}

/** A statement as the simple protocol sends it. */
export function simpleQuery(sql: string): Message {
  return message('Q', text(sql));
}

/** The same Parse with changed SQL: name and types of the parameters stay. */
export function parseWith(original: Message, rewrite: (sql: string) => string): Message {
  const [name = '', before = ''] = textsOf(original, 2);
  const types = original.bytes.subarray(5 + text(name).length + text(before).length);
  return message('P', Buffer.concat([text(name), text(rewrite(before)), types]));
}

/** A statement without parameters as the extended protocol runs it, up to its Execute. */
export function extendedQuery(sql: string): Message[] {
  const none = Buffer.alloc(2);
  return [
    message('P', Buffer.concat([text(''), text(sql), none])),
    message('B', Buffer.concat([text(''), text(''), none, none, none])),
    message('E', Buffer.concat([text(''), Buffer.alloc(4)])),
  ];
}

function reader(untyped: boolean): MessageReader {
  let first = untyped;
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const messages: Message[] = [];
    for (;;) {
      const typed = first ? 0 : 1;
      if (rest.length < typed + 4) return messages;
      const size = typed + rest.readInt32BE(typed);
      if (rest.length < size) return messages;
      const type = first ? '' : String.fromCharCode(rest[0] ?? 0);
      const next = { type, bytes: rest.subarray(0, size) };
      rest = rest.subarray(size);
      first = first && asksForEncryption(next);
      messages.push(next);
    }
  };
}

function codeOf({ type, bytes }: Message): number | undefined {
  return type === '' ? bytes.readInt32BE(4) : undefined;
}

function message(type: string, body: Buffer): Message {
  const head = Buffer.alloc(5);
  head.write(type, 'latin1');
  head.writeInt32BE(body.length + 4, 1);
  return { type, bytes: Buffer.concat([head, body]) };
}

function text(value: string): Buffer {
  return Buffer.from(`${value}\0`);
}
