import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { completeDocument } from './complete-document.ts';

/** Where people read the API; everything on the page comes from this service. */
const REFERENCE_PAGE = '/docs/';

const DESCRIPTION = `Books service appointments for vehicle workshops.

Every path under \`/api/v1\` but the sign-in and \`workshop/\` needs \`Authorization: Bearer <access token>\`. Dates and
times are those of the workshop's wall clock; timestamps are UTC with microseconds. Lists have 20
rows a page. Paths end in a slash. Errors are described with each operation; with
\`Accept: application/problem+json\` they come as problem details (RFC 9457) with a stable code.`;

/** Describes the routes registered after it as OpenAPI 3.1, and serves the reference page. */
export function describeApi(app: FastifyInstance): void {
  app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'ServEase appointment service',
        version: '1.0.0',
        description: DESCRIPTION,
        license: { name: 'Proprietary - ServEase Platform', identifier: 'LicenseRef-Proprietary' },
      },
      servers: [{ url: '/', description: 'This service' }],
      components: {
        securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      },
    },
    transform: jsonSchemaTransform,
    transformObject: (documented) =>
      completeDocument('openapiObject' in documented ? documented.openapiObject : {}),
  });
  app.register(swaggerUi, {
    routePrefix: REFERENCE_PAGE,
    staticCSP: true,
    uiConfig: { deepLinking: true, displayRequestDuration: true },
  });
}
