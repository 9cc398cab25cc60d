import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../../platform/clock.ts';
import { queryValue, Refusal, readBody, readUuid, requiredText } from './answers.ts';

const NOTIFICATION_TYPES = ['SYSTEM', 'APPOINTMENT', 'VEHICLE', 'OTHER'] as const;

// Oldest ones go first; a long soak of the demo must not eat the memory.
const NOTIFICATIONS_KEPT = 100_000;

export interface StoredNotification {
  id: string;
  recipient_user_id: string;
  message: string;
  type: (typeof NOTIFICATION_TYPES)[number];
  read_at: string | null;
  created_at: string;
  /** The keys below are ignored by the real service and kept for inspection. */
  title: unknown;
  data: unknown;
  /** The body as it came. */
  body: Record<string, unknown>;
}

const isNotificationType = (value: unknown): value is StoredNotification['type'] =>
  NOTIFICATION_TYPES.some((type) => type === value);

const notificationBody = z.object({
  recipient_user_id: z.unknown().transform((value, issues) => {
    const uuid = typeof value === 'string' ? readUuid(value) : undefined;
    if (uuid === undefined) issues.addIssue({ code: 'custom', message: recipientProblem(value) });
    return uuid ?? '';
  }),
  message: requiredText,
  type: z
    .unknown()
    .default('OTHER')
    .transform((value, issues): StoredNotification['type'] => {
      if (isNotificationType(value)) return value;
      const message = value === null ? 'This field may not be null.' : noChoice(value);
      issues.addIssue({ code: 'custom', message });
      return 'OTHER';
    }),
});

function recipientProblem(value: unknown): string {
  if (value === undefined) return 'This field is required.';
  return value === null ? 'This field may not be null.' : 'Must be a valid UUID.';
}

function noChoice(value: unknown): string {
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  return `"${shown}" is not a valid choice.`;
}

/** Accepts and lists notifications without asking for a token (contract 5.1). */
export function serveNotifications(
  app: FastifyInstance,
  { notifications, clock }: { notifications: StoredNotification[]; clock: Clock },
): void {
  app.post('/api/v1/notifications/', async (request, reply) => {
    const stored: StoredNotification = {
      ...newNotification(request.body),
      id: randomUUID(),
      created_at: clock().toISOString(),
    };
    notifications.push(stored);
    if (notifications.length > NOTIFICATIONS_KEPT) notifications.shift();
    return reply.code(201).send(publicPart(stored));
  });

  app.get('/api/v1/notifications/', async (request) => {
    const wanted = queryValue(request.query, 'recipient_user_id');
    const recipient = wanted === undefined ? undefined : readUuid(wanted);
    if (wanted !== undefined && recipient === undefined) {
      throw new Refusal(400, { recipient_user_id: ['Must be a valid UUID.'] });
    }
    return notifications
      .filter((one) => recipient === undefined || one.recipient_user_id === recipient)
      .reverse()
      .map(publicPart);
  });
}

function newNotification(sent: unknown): Omit<StoredNotification, 'id' | 'created_at'> {
  const checked = readBody(notificationBody, sent);
  const body = z.record(z.string(), z.unknown()).parse(sent);
  return { ...checked, read_at: null, title: body.title, data: body.data, body };
}

function publicPart(notification: StoredNotification) {
  const { id, recipient_user_id, message, type, read_at, created_at } = notification;
  return { id, recipient_user_id, message, type, read_at, created_at };
}
