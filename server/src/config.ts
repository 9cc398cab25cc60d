import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { type Settings, variables } from './settings.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export type SslMode = Settings['DB_SSLMODE'];

export interface DatabaseSettings {
  readonly url: string;
  /** Connects as the owner of the tables, where that is another role than the service's. */
  readonly ownerUrl?: string;
  readonly sslMode: SslMode;
}

export interface ServiceUrls {
  readonly customers: string;
  readonly employees: string;
  readonly vehicles: string;
  readonly notifications: string;
  readonly authentication: string;
}

export interface BusinessSettings {
  readonly timeZone: string;
  /** First whole hour of a workday. */
  readonly opensAt: number;
  /** Hour at which a workday ends. */
  readonly closesAt: number;
  /** Places at any minute where no stored slot says otherwise. */
  readonly defaultPlaces: number;
  readonly defaultMinutes: number;
  /** Hours before an appointment at which its customer is reminded; 0: never. */
  readonly reminderHours: number;
}

export interface RedisSettings {
  readonly host: string;
  readonly port: number;
  readonly database: number;
  readonly password: string;
}

export interface RabbitSettings {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly vhost: string;
  readonly queue: string;
}

export interface DemoSettings {
  readonly dataFolder: string;
  readonly platformPort: number;
  /** Services without a URL of their own, which the demo stands in for. */
  readonly standsInFor: readonly (keyof ServiceUrls)[];
}

export interface RateLimitSettings {
  /** Requests a minute of one customer. */
  readonly customer: number;
  /** Of one employee or admin; other services speak with their tokens. */
  readonly staff: number;
  /** Sign-ins and bad tokens a minute from one address. */
  readonly address: number;
  /** Whether a proxy names the caller's address; without one all callers would share the proxy's. */
  readonly trustProxy: boolean;
}

/** The whole configuration; what the demo supplies is absent here. */
export interface Config {
  readonly host: string;
  readonly port: number;
  readonly logLevel: string;
  readonly secretKey: string | undefined;
  readonly jwks: { readonly url: string; readonly issuer: string | undefined } | undefined;
  /** Absent: the embedded PostgreSQL of the demo. */
  readonly database: DatabaseSettings | undefined;
  readonly services: ServiceUrls;
  readonly business: BusinessSettings;
  /** Absent: names are cached in the process only. */
  readonly redis: RedisSettings | undefined;
  /** Absent: admins are not told. */
  readonly rabbitmq: RabbitSettings | undefined;
  /** Admins who are told of new bookings (contract 9.12). */
  readonly adminUserIds: readonly string[];
  /** Origins allowed besides the built-in ones; `*` allows all. */
  readonly corsOrigins: readonly string[];
  readonly allowedHosts: readonly string[];
  /** Absent: everything is let in. */
  readonly rateLimits: RateLimitSettings | undefined;
  /** Present when the demo runs. */
  readonly demo: DemoSettings | undefined;
}

/** Raised with every fault of the settings at once. */
export class ConfigError extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`The settings have ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:`);
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

const SERVICE_VARIABLES = {
  customers: ['CUSTOMER_SERVICE_URL'],
  employees: ['EMPLOYEE_SERVICE_URL'],
  vehicles: ['VEHICLE_SERVICE_URL'],
  notifications: ['NOTIFICATION_SERVICE_URL'],
  authentication: ['AUTH_SERVICE_URL', 'USER_SERVICE_URL'],
} as const satisfies Record<keyof ServiceUrls, readonly (keyof Settings)[]>;

const DATABASE_PARTS = [
  'DB_HOST',
  'DB_PORT',
  'DB_NAME',
  'APPOINTMENT_DB_NAME',
  'DB_USER',
  'DB_PASSWORD',
  'DB_SSLMODE',
] as const satisfies readonly (keyof Settings)[];

/** Reads the settings from the process environment and a `.env` file; real variables win. */
export function loadConfig(): Config {
  const file = existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {};
  return readConfig({ ...file, ...withoutEmpty(process.env) });
}

/** Turns variables into a frozen configuration; throws a ConfigError that names every fault. */
export function readConfig(environment: Environment): Config {
  const given = withoutEmpty(environment);
  const faults: string[] = [];
  const settings = readVariables(given, faults);
  const has = (names: readonly string[]): boolean => names.some((name) => name in given);
  const databaseGiven = has(['DATABASE_URL', ...DATABASE_PARTS]);
  const realParts = databaseGiven || has([...Object.values(SERVICE_VARIABLES).flat(), 'JWKS_URL']);
  const demo = settings.DEMO ?? !realParts;

  if (!demo && settings.SECRET_KEY === undefined && !faults.some((f) => f.startsWith('SECRET_KEY')))
    faults.push('SECRET_KEY: is required, at least 32 bytes, the key that signs access tokens');
  const hoursRead = !faults.some((fault) => fault.startsWith('BUSINESS_HOURS'));
  if (hoursRead && settings.BUSINESS_HOURS_START >= settings.BUSINESS_HOURS_END)
    faults.push('BUSINESS_HOURS_END: must be later than BUSINESS_HOURS_START');
  if (settings.DB_OWNER_USER !== undefined && ownsItself(databaseSettings(settings, given)))
    faults.push('DB_OWNER_USER: must be another role than the one that the service runs as');
  if (faults.length > 0) throw new ConfigError(faults);

  const services: ServiceUrls = {
    customers: settings.CUSTOMER_SERVICE_URL,
    employees: settings.EMPLOYEE_SERVICE_URL,
    vehicles: settings.VEHICLE_SERVICE_URL,
    notifications: settings.NOTIFICATION_SERVICE_URL,
    authentication:
      'AUTH_SERVICE_URL' in given
        ? settings.AUTH_SERVICE_URL
        : (settings.USER_SERVICE_URL ?? settings.AUTH_SERVICE_URL),
  };
  const standsInFor = (Object.keys(SERVICE_VARIABLES) as (keyof ServiceUrls)[]).filter(
    (service) => !has(SERVICE_VARIABLES[service]),
  );
  return Object.freeze<Config>({
    host: settings.HOST,
    port: settings.PORT,
    logLevel: settings.LOG_LEVEL ?? (demo ? 'warn' : 'info'),
    secretKey: settings.SECRET_KEY,
    jwks:
      settings.JWKS_URL === undefined
        ? undefined
        : { url: settings.JWKS_URL, issuer: settings.JWT_ISSUER },
    database: demo && !databaseGiven ? undefined : databaseSettings(settings, given),
    services,
    business: {
      timeZone: settings.BUSINESS_TIME_ZONE,
      opensAt: settings.BUSINESS_HOURS_START,
      closesAt: settings.BUSINESS_HOURS_END,
      defaultPlaces: settings.MAX_CONCURRENT_APPOINTMENTS,
      defaultMinutes: settings.DEFAULT_APPOINTMENT_DURATION,
      reminderHours: settings.REMINDER_HOURS_BEFORE,
    },
    redis: redisSettings(settings),
    rabbitmq: rabbitSettings(settings),
    adminUserIds: settings.ADMIN_USER_IDS,
    corsOrigins: settings.CORS_ALLOW_ALL_ORIGINS ? ['*'] : settings.CORS_ALLOWED_ORIGINS,
    allowedHosts: settings.ALLOWED_HOSTS,
    rateLimits: rateLimitSettings(settings),
    demo: demo
      ? {
          dataFolder: settings.DATA_DIR,
          platformPort: settings.DEMO_PLATFORM_PORT,
          standsInFor,
        }
      : undefined,
  });
}

// An empty variable counts as unset (contract 9.31): compose files pass them on that way.
function withoutEmpty(environment: Environment): Record<string, string> {
  const entries = Object.entries(environment);
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''),
  );
}

function readVariables(given: Record<string, string>, faults: string[]): Settings {
  const read = Object.entries(variables).map(([name, schema]) => {
    const result = schema.safeParse(given[name]);
    if (result.success) return [name, result.data];
    for (const issue of result.error.issues) faults.push(`${name}: ${issue.message}`);
    // The default lets the checks across variables go on, so that all faults are told at once.
    const fallback = schema.safeParse(undefined);
    return [name, fallback.success ? fallback.data : undefined];
  });
  return Object.fromEntries(read) as Settings;
}

function databaseSettings(settings: Settings, given: Record<string, string>): DatabaseSettings {
  const service = serviceDatabase(settings, given);
  if (settings.DB_OWNER_USER === undefined) return service;
  const url = new URL(service.url);
  url.username = encodeURIComponent(settings.DB_OWNER_USER);
  url.password = encodeURIComponent(settings.DB_OWNER_PASSWORD);
  return { ...service, ownerUrl: url.href };
}

function ownsItself({ url, ownerUrl }: DatabaseSettings): boolean {
  return new URL(url).username === new URL(ownerUrl ?? '').username;
}

function serviceDatabase(settings: Settings, given: Record<string, string>): DatabaseSettings {
  const { DATABASE_URL, DB_SSLMODE } = settings;
  if (DATABASE_URL !== undefined)
    return { url: DATABASE_URL.url, sslMode: DATABASE_URL.sslMode ?? DB_SSLMODE };
  const name =
    'DB_NAME' in given ? settings.DB_NAME : (settings.APPOINTMENT_DB_NAME ?? settings.DB_NAME);
  const user = encodeURIComponent(settings.DB_USER);
  const password =
    settings.DB_PASSWORD === '' ? '' : `:${encodeURIComponent(settings.DB_PASSWORD)}`;
  // A folder as host means a Unix socket, as in libpq.
  const socket = settings.DB_HOST.startsWith('/');
  const address = settings.DB_HOST.includes(':') ? `[${settings.DB_HOST}]` : settings.DB_HOST;
  const host = socket ? 'localhost' : address;
  const query = socket ? `?host=${encodeURIComponent(settings.DB_HOST)}` : '';
  return {
    url: `postgres://${user}${password}@${host}:${settings.DB_PORT}/${encodeURIComponent(name)}${query}`,
    sslMode: settings.DB_SSLMODE,
  };
}

function rateLimitSettings(settings: Settings): RateLimitSettings | undefined {
  if (!settings.RATE_LIMIT) return undefined;
  return {
    customer: settings.RATE_LIMIT_CUSTOMER,
    staff: settings.RATE_LIMIT_STAFF,
    address: settings.RATE_LIMIT_ADDRESS,
    trustProxy: settings.TRUST_PROXY,
  };
}

function redisSettings(settings: Settings): RedisSettings | undefined {
  if (settings.REDIS_HOST === undefined) return undefined;
  return {
    host: settings.REDIS_HOST,
    port: settings.REDIS_PORT,
    database: settings.REDIS_DB,
    password: settings.REDIS_PASSWORD,
  };
}

function rabbitSettings(settings: Settings): RabbitSettings | undefined {
  if (settings.RABBITMQ_HOST === undefined) return undefined;
  return {
    host: settings.RABBITMQ_HOST,
    port: settings.RABBITMQ_PORT,
    user: settings.RABBITMQ_USER,
    password: settings.RABBITMQ_PASSWORD,
    vhost: settings.RABBITMQ_VHOST,
    queue: settings.RABBITMQ_QUEUE_NAME,
  };
}
