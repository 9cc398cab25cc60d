import type { FastifyRequest } from 'fastify';
import type { Actor } from '../platform/actor.ts';
import { pathId } from './fields.ts';
import { actorOf } from './guard.ts';

/**
 * Route options that tell an unknown object, and a missing right to it, before a wrong body
 * (contract 1.2). `lookUp` throws `not_found` or `permission_denied`; it is asked only when the
 * body is wrong, for the use case looks the object up anyway.
 */
export function lookUpFirst(
  lookUp: (id: string, actor: Actor, body: unknown) => Promise<unknown>,
): {
  readonly attachValidation: true;
  readonly preHandler: (request: FastifyRequest) => Promise<void>;
} {
  return {
    attachValidation: true,
    async preHandler(request) {
      const wrong = request.validationError;
      if (wrong === undefined) return;
      if (wrong.validationContext === 'body')
        await lookUp(pathId.parse(request.params).id, actorOf(request), request.body);
      throw wrong;
    },
  };
}
