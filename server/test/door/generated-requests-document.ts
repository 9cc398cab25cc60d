import { readFileSync } from 'node:fs';
import { operations } from '../support/openapi.ts';

/** As much of JSON Schema as the document uses for what is sent. */
export interface SentSchema {
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly anyOf?: readonly SentSchema[];
  /** Bodies of one of several shapes. */
  readonly oneOf?: readonly SentSchema[];
  readonly items?: SentSchema;
  readonly properties?: Readonly<Record<string, SentSchema>>;
  readonly required?: readonly string[];
}

/** A parameter of a path or a query. */
export interface Parameter {
  readonly in: string;
  readonly name: string;
  readonly required?: boolean;
  readonly schema: SentSchema;
}

interface Described {
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
}

/** One operation of the document with what it takes and answers. */
export interface DocumentedOperation {
  readonly operationId: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query: readonly Parameter[];
  readonly body: SentSchema | undefined;
  readonly needsToken: boolean;
  readonly responses: Readonly<Record<string, Described>>;
}

interface Definition {
  readonly parameters?: readonly Parameter[];
  readonly security?: readonly object[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { schema: object }>> };
  readonly responses: Readonly<Record<string, Described>>;
}

/** Every operation of the repository's openapi.json. */
export function documentedOperations(): DocumentedOperation[] {
  const file = new URL('../../../openapi.json', import.meta.url);
  const document = JSON.parse(readFileSync(file, 'utf8')) as object;
  return operations(document).map(({ operationId, method, path, definition }) => {
    const { parameters = [], security = [], requestBody, responses } = definition as Definition;
    return {
      operationId,
      method: method as DocumentedOperation['method'],
      path,
      query: parameters.filter((parameter) => parameter.in === 'query'),
      body: requestBody?.content['application/json']?.schema,
      needsToken: security.length > 0,
      responses,
    };
  });
}

/** What the document says about an answer with this status; nothing if it is not foreseen. */
export function describedAnswer(
  operation: DocumentedOperation,
  status: number,
): Described | undefined {
  const family = `${Math.floor(status / 100)}XX`;
  return operation.responses[status] ?? operation.responses[family];
}
