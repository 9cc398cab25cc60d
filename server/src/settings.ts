import { z } from 'zod';

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port number')
  .transform(Number)
  .refine((value) => value <= 65535, 'must be a port number, 65535 at most');

const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^-?\d+$/, 'must be a whole number')
    .transform(Number)
    .refine(
      (value) => value >= least && value <= most,
      `must be a whole number from ${least} to ${most}`,
    );

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);

const onOff = z.stringbool({
  truthy: ['on', 'true', '1', 'yes'],
  falsy: ['off', 'false', '0', 'no'],
  error: 'must be on or off',
});

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const uuids = list.transform((ids, context) =>
  ids.map((id) => {
    const lower = id.toLowerCase();
    if (!UUID.test(lower)) context.addIssue(`"${id}" is not a UUID`);
    return lower;
  }),
);

const httpUrl = z
  .string()
  .refine(
    (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
    'must be an http or https URL',
  );

/** Paths are appended, so a slash at the end would be one too many. */
const serviceUrl = httpUrl.transform((text) => text.replace(/\/+$/, ''));

const sslMode = z.enum(['disable', 'prefer', 'require', 'verify-full']);

const databaseUrl = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['postgres:', 'postgresql:'].includes(url.protocol)) {
    context.addIssue('must be a postgres:// URL');
    return z.NEVER;
  }
  const wanted = sslMode.optional().safeParse(url.searchParams.get('sslmode') ?? undefined);
  if (!wanted.success) context.addIssue(`sslmode must be one of ${sslMode.options.join(', ')}`);
  url.searchParams.delete('sslmode');
  return { url: url.href, sslMode: wanted.data };
});

const timeZone = z.string().refine((name) => {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    // A RangeError is how Intl says that it does not know the name.
    return false;
  }
}, 'must be an IANA time zone such as Asia/Colombo');

const secretKey = z
  .string()
  .refine((text) => Buffer.byteLength(text) >= 32, 'must be at least 32 bytes long');

/**
 * Every variable the service knows: how its text is read, its default, and what it means.
 * `docs/configuration.md` is generated from this object.
 */
export const variables = {
  PORT: port.default(8005).describe('TCP port of the API.'),
  HOST: z.string().default('0.0.0.0').describe('Address the API listens on.'),
  SECRET_KEY: secretKey
    .optional()
    .describe(
      'Key that the platform signs access tokens with (HS256), at least 32 bytes. Required outside the demo; the demo makes its own at random for each data folder.',
    ),
  JWKS_URL: httpUrl
    .optional()
    .describe(
      'Key set of an issuer whose RS256, ES256 and EdDSA tokens are accepted besides HS256.',
    ),
  JWT_ISSUER: z
    .string()
    .optional()
    .describe('The `iss` that tokens checked against `JWKS_URL` must carry.'),
  DATABASE_URL: databaseUrl
    .optional()
    .describe('PostgreSQL, as postgres://user:password@host:port/name. Wins over all `DB_*`.'),
  DB_HOST: z.string().default('localhost').describe('PostgreSQL host.'),
  DB_PORT: port.default(5432).describe('PostgreSQL port.'),
  DB_NAME: z
    .string()
    .default('servease_appointments')
    .describe('PostgreSQL database. `APPOINTMENT_DB_NAME` is read too; this one wins.'),
  APPOINTMENT_DB_NAME: z.string().optional().describe('Another name for `DB_NAME`.'),
  DB_USER: z.string().default('postgres').describe('PostgreSQL user.'),
  DB_PASSWORD: z.string().default('').describe('PostgreSQL password.'),
  DB_OWNER_USER: z
    .string()
    .optional()
    .describe(
      'Role that owns the tables and runs the migrations; the user of `DATABASE_URL` or `DB_USER` then gets only the rights that it needs, and none to write the audit. Unset: one role does both.',
    ),
  DB_OWNER_PASSWORD: z.string().default('').describe('Password of `DB_OWNER_USER`.'),
  DB_SSLMODE: sslMode
    .default('prefer')
    .describe(
      'TLS to PostgreSQL: `disable`; `prefer` (TLS, plain if the server refuses it); `require`; `verify-full` (checks the certificate).',
    ),
  CUSTOMER_SERVICE_URL: serviceUrl
    .default('http://customer-service:8002')
    .describe('Customer service.'),
  EMPLOYEE_SERVICE_URL: serviceUrl
    .default('http://employee-service:8003')
    .describe('Employee service.'),
  VEHICLE_SERVICE_URL: serviceUrl
    .default('http://vehicleandproject-service:8004')
    .describe('Vehicle service.'),
  NOTIFICATION_SERVICE_URL: serviceUrl
    .default('http://notification-service:8006')
    .describe('Notification service; customers are told through it.'),
  AUTH_SERVICE_URL: serviceUrl
    .default('http://authentication-service:8001')
    .describe('Authentication service. `USER_SERVICE_URL` is read too; this one wins.'),
  USER_SERVICE_URL: serviceUrl.optional().describe('Another name for `AUTH_SERVICE_URL`.'),
  REDIS_HOST: z
    .string()
    .optional()
    .describe(
      'Redis for the shared cache of names and the count of requests; unset: both live in the process.',
    ),
  REDIS_PORT: port.default(6379).describe('Redis port.'),
  REDIS_DB: wholeNumber(0, 1_000_000).default(1).describe('Redis database number.'),
  REDIS_PASSWORD: z.string().default('').describe('Redis password.'),
  RABBITMQ_HOST: z
    .string()
    .optional()
    .describe("RabbitMQ for the admins' messages; unset: they are not sent."),
  RABBITMQ_PORT: port.default(5672).describe('RabbitMQ port.'),
  RABBITMQ_USER: z.string().default('admin').describe('RabbitMQ user.'),
  RABBITMQ_PASSWORD: z.string().default('admin123').describe('RabbitMQ password.'),
  RABBITMQ_VHOST: z.string().default('/').describe('RabbitMQ virtual host.'),
  RABBITMQ_QUEUE_NAME: z
    .string()
    .default('notification_events')
    .describe('Queue that the notification service reads; it is never declared by this service.'),
  ADMIN_USER_IDS: uuids
    .default([])
    .describe('Comma-separated user ids of the admins who are told of new bookings.'),
  REMINDER_HOURS_BEFORE: wholeNumber(0, 720)
    .default(24)
    .describe(
      'Hours on the wall clock before an appointment at which its customer is reminded; 0: never.',
    ),
  BUSINESS_TIME_ZONE: timeZone
    .default('UTC')
    .describe('IANA time zone in which "future", "today" and "past due" are judged.'),
  BUSINESS_HOURS_START: wholeNumber(0, 23).default(9).describe('First whole hour of a workday.'),
  BUSINESS_HOURS_END: wholeNumber(1, 24).default(17).describe('Hour at which a workday ends.'),
  MAX_CONCURRENT_APPOINTMENTS: wholeNumber(1, 10_000)
    .default(3)
    .describe('Places at any minute where no stored time slot says otherwise.'),
  DEFAULT_APPOINTMENT_DURATION: wholeNumber(1, 1440)
    .default(60)
    .describe('Minutes of an appointment whose length is not given.'),
  CORS_ALLOWED_ORIGINS: list
    .default([])
    .describe(
      'Comma-separated origins allowed besides http://localhost:5173 and http://localhost.',
    ),
  CORS_ALLOW_ALL_ORIGINS: onOff.default(false).describe('Allow (echo) every origin.'),
  ALLOWED_HOSTS: list
    .default(['*'])
    .describe(
      'Comma-separated `Host` names that are served; `*` serves all, `.example.com` its subdomains.',
    ),
  TRUST_PROXY: onOff
    .default(false)
    .describe(
      "Whether the service stands behind a proxy whose `X-Forwarded-For` is to be believed: sign-ins and bad tokens are then limited by the caller's address.",
    ),
  RATE_LIMIT: onOff
    .default(true)
    .describe('Limits how many requests a minute one user may send; `off` lets everything in.'),
  RATE_LIMIT_CUSTOMER: wholeNumber(1, 1_000_000)
    .default(300)
    .describe('Requests a minute of one customer.'),
  RATE_LIMIT_STAFF: wholeNumber(1, 1_000_000)
    .default(6_000)
    .describe(
      'Requests a minute of one employee or admin; other services call with tokens of theirs.',
    ),
  RATE_LIMIT_ADDRESS: wholeNumber(1, 1_000_000)
    .default(60)
    .describe('Sign-ins and bad tokens a minute from one address; only behind `TRUST_PROXY`.'),
  DEMO: onOff
    .optional()
    .describe(
      'Runs the demo (embedded PostgreSQL, demo people and services) for every part that has no setting of its own. On by itself when no `DATABASE_URL`, `DB_*`, `*_SERVICE_URL` or `JWKS_URL` is set.',
    ),
  DEMO_PLATFORM_PORT: port
    .default(8001)
    .describe('Port of the demo services; they listen on 127.0.0.1 only.'),
  DATA_DIR: z
    .string()
    .default('.data')
    .describe('Folder of the embedded PostgreSQL and the demo secret.'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])
    .optional()
    .describe('Least level that is logged; `info`, in the demo `warn`.'),
  DEBUG: z
    .string()
    .optional()
    .describe('Accepted for old environment files; errors never show internals.'),
} as const;

export type Settings = { [Name in keyof typeof variables]: z.output<(typeof variables)[Name]> };
