import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { EVERYONE } from './guard.ts';

const schema = {
  operationId: 'listCollections',
  summary: 'Names the collections by URL',
  tags: ['Root'],
  response: { 200: z.record(z.string(), z.string()) },
};

/** `GET /api/v1/` names the collections by absolute URL, as the service that this one replaces did. */
export function apiRoot(app: FastifyInstance): void {
  app.get(
    '/',
    { schema, prefixTrailingSlash: 'slash', config: { allow: EVERYONE } },
    async (request) => {
      const at = (name: string): string => `http://${request.host}/api/v1/${name}/`;
      return {
        appointments: at('appointments'),
        'time-slots': at('time-slots'),
        history: at('history'),
      };
    },
  );
}
