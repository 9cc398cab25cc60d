import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import { type Actor, isStaff } from './actor.ts';
import type { Database } from './db-types.ts';

/**
 * Which appointments an actor may know of: staff of all; a customer of the own ones, and of those
 * booked in the own name before this service took over (contract 9.15).
 */
export function visibleTo(
  actor: Actor,
): (is: ExpressionBuilder<Database, 'appointments'>) => Expression<SqlBool> {
  return (is) =>
    isStaff(actor)
      ? sql<boolean>`true`
      : is.or([
          is('appointments.customer_id', '=', actor.userId),
          is.and([
            is('appointments.created_by_user_id', '=', actor.userId),
            is('appointments.adopted', '=', true),
          ]),
        ]);
}
