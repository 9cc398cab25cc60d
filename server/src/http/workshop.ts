import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { BusinessSettings } from '../config.ts';
import { ROLES, type Role } from '../platform/actor.ts';
import { wallClockAt } from '../platform/business-time.ts';
import type { Clock } from '../platform/clock.ts';
import { dateOf, SECOND, timeOf } from '../platform/wall-clock.ts';
import { countOpenRead, type RateLimits } from './rate-limits.ts';

/** Somebody whom visitors of the demo may sign in as. */
export interface DemoAccount {
  readonly email: string;
  readonly password: string;
  readonly role: Role;
  readonly name: string;
}

export interface WorkshopDeps {
  readonly clock: Clock;
  readonly business: BusinessSettings;
  /** Empty outside the demo. */
  readonly demoAccounts: readonly DemoAccount[];
  readonly rateLimits?: RateLimits | undefined;
}

const workshopAnswer = z.strictObject({
  time_zone: z.string(),
  opening_hour: z.int(),
  closing_hour: z.int(),
  default_places: z.int(),
  now: z.string(),
  demo_accounts: z.array(
    z.strictObject({
      email: z.string(),
      password: z.string(),
      role: z.enum(ROLES),
      name: z.string(),
    }),
  ),
});

/** `/api/v1/workshop/` tells anybody what a sign-in page and a calendar start from. */
export function workshopRoute(parent: FastifyInstance, deps: WorkshopDeps): void {
  parent.withTypeProvider<ZodTypeProvider>().get(
    '/workshop/',
    {
      schema: {
        operationId: 'getWorkshop',
        summary: "The workshop's hours, places and clock; in the demo also who can sign in",
        tags: ['Workshop'],
        response: { 200: workshopAnswer },
      },
    },
    async (request, reply) => {
      await countOpenRead(deps.rateLimits, request, reply);
      const { opensAt, closesAt, defaultPlaces, timeZone } = deps.business;
      const now = wallClockAt(deps.clock(), timeZone);
      const second = now - (now % SECOND);
      // A kept answer would tell an old time.
      reply.header('cache-control', 'no-store');
      return {
        time_zone: timeZone,
        opening_hour: opensAt,
        closing_hour: closesAt,
        default_places: defaultPlaces,
        now: `${dateOf(second)}T${timeOf(second)}`,
        demo_accounts: [...deps.demoAccounts],
      };
    },
  );
}
