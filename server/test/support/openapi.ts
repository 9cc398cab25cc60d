import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

interface Content {
  readonly schema: object;
  readonly example?: unknown;
  readonly examples?: object;
}

/** One method of one path of an OpenAPI document. */
export interface Operation {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly definition: {
    readonly summary?: string;
    readonly tags?: readonly string[];
    readonly requestBody?: {
      readonly required?: boolean;
      readonly content: Readonly<Record<string, Content>>;
    };
    readonly responses: Readonly<
      Record<string, { readonly content?: Readonly<Record<string, Content>> }>
    >;
  };
}

/** All operations of a document. */
export function operations(document: object): Operation[] {
  const { paths } = document as {
    paths: Record<string, Record<string, Operation['definition'] & { operationId: string }>>;
  };
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, definition]) => ({
      operationId: definition.operationId,
      method: method.toUpperCase(),
      path,
      definition,
    })),
  );
}

/** A check of values against JSON Schemas; answers what does not fit. */
export function schemaValidator(): (schema: object, value: unknown) => string[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  return (schema, value) => {
    if (ajv.validate(schema, value)) return [];
    return (ajv.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
}
