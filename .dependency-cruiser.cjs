// The one-way rule of this code base, read by `npm run check` and proved by
// server/test/architecture.test.ts. Every rule says why it is there; a new exception needs a reason.

// Top to bottom. A room imports only from rows below its own; rooms of one row are neighbours and
// never import each other. Type-only imports count.
const rows = [
  [
    {
      name: 'the-top',
      path: '^server/src/((main|cli|commands|start-parts|app|answer-errors|error-responses)\\.ts$|(demo|api-docs)/)',
    },
  ],
  [{ name: 'adoption', path: '^server/src/adoption/' }],
  [{ name: 'appointments', path: '^server/src/appointments/' }],
  [{ name: 'time-slots', path: '^server/src/time-slots/' }],
  [{ name: 'availability', path: '^server/src/availability/' }],
  [
    { name: 'history', path: '^server/src/history/' },
    { name: 'notifications', path: '^server/src/notifications/' },
    { name: 'directory', path: '^server/src/directory/' },
    { name: 'live', path: '^server/src/live/' },
  ],
  [{ name: 'http', path: '^server/src/http/' }],
  [
    { name: 'platform', path: '^server/src/platform/' },
    // settings.ts is the list of variables that config.ts reads: one room in two files.
    { name: 'config', path: '^server/src/(config|settings)\\.ts$' },
  ],
];
const rooms = rows.flat();
const top = rows[0][0].path;

const folders = [
  'adoption',
  'appointments',
  'time-slots',
  'availability',
  'history',
  'notifications',
  'directory',
  'live',
];
const feature = `^server/src/(${folders.join('|')})/`;
const TEST = '\\.test\\.ts$';

/** Files `<name>.ts` of the features, as `folder/name` without the ending. */
const files = (names) => `^server/src/(${names.join('|')})\\.ts$`;

// The things the domain speaks of: their types, statuses and constants, nothing that acts.
const nouns = files(['appointments/appointment', 'time-slots/time-slot']);

// A step is what several use cases share and runs inside the caller's transaction.
const steps = files([
  'appointments/(apply-edit|in-turn|lock-for-edit|refuse-booked-twice|with-names)',
  'availability/claim-place',
  'history/record',
  'notifications/(announce|plan-reminder)',
  'time-slots/with-capacity',
]);

// What a room works with, as one type that its doors and use cases pick from.
const needs = `${feature}deps\\.ts$`;

// A port or adapter is handed to use cases by the top, as an argument.
const adapters = files([
  'directory/(directory|http-directory|cached-directory)',
  'notifications/(rabbitmq|notification-service|reminder-delivery)',
]);

// A presenter dresses a row for the wire, so it stands at the door, between route and schema.
const presenters = '/present\\.ts$';

// What is left of the files without a suffix: book.ts, change-status.ts, relay.ts …
const plainFile = `${feature}[a-z0-9-]+\\.ts$`;
const useCase = { path: plainFile, pathNot: [nouns, steps, adapters, needs] };

// The generated types of the tables; a noun may be the row itself, as names are the same all the way.
const rowTypes = '^server/src/platform/db-types\\.ts$';

// Platform modules that are only types and arithmetic, so that a rule may lean on them.
const purePlatform = '^server/src/platform/(actor|app-error|staff-only|wall-clock)\\.ts$';

/** Every way in which an npm package can appear: installed, as types only, or not installed. */
const npm = (...names) => `(^|node_modules/(@types/)?)(${names.join('|')})(/|$)`;

/** A driver may be imported, types included, only from its homes. */
const driver = (name, packages, homes, comment) => ({
  name: `one-home-for-${name}`,
  comment,
  severity: 'error',
  from: { path: '^server/src/', pathNot: homes },
  to: { path: npm(...packages) },
});

const oneWay = rows.flatMap((row, depth) =>
  row.map((room) => ({
    name: `one-way-${room.name}`,
    comment:
      `${room.name} may import only from the rows below it, so that a change is safe for everything ` +
      'below and a room can be read without the rooms above. Declare the shape you need here and ' +
      'let the upper room hand it over.',
    severity: 'error',
    from: { path: room.path },
    to: {
      path: '^server/src/',
      pathNot: [
        room.path,
        ...rows
          .slice(depth + 1)
          .flat()
          .map((below) => below.path),
      ],
    },
  })),
);

const shape = [
  {
    name: 'every-file-has-a-room',
    comment:
      'A file outside the list of rooms would escape the one-way rule: add its room to `rows`.',
    severity: 'error',
    from: { path: '^server/src/', pathNot: rooms.map((room) => room.path) },
    to: {},
  },
  {
    name: 'no-cycle',
    comment: 'Files in a cycle can only be understood, tested and moved together; types included.',
    severity: 'error',
    from: { path: '^server/src/' },
    to: { circular: true },
  },
  {
    name: 'no-test-in-src',
    comment: 'What runs in production must not depend on tests or developer scripts.',
    severity: 'error',
    from: { path: '^server/src/' },
    to: { path: '^(server/)?(test|scripts)/' },
  },
  {
    name: 'no-test-file-imported',
    comment:
      'A test beside a rule is a leaf; what it wants to share belongs in server/test/support.',
    severity: 'error',
    from: { path: '^server/src/' },
    to: { path: `^server/src/.*${TEST}` },
  },
  {
    name: 'no-unresolvable',
    comment: 'An import that leads nowhere would also hide from every other rule here.',
    severity: 'error',
    from: { path: '^server/src/' },
    to: { couldNotResolve: true },
  },
  {
    name: 'only-declared-packages',
    comment: 'The image installs the dependencies of server/package.json and nothing else.',
    severity: 'error',
    from: { path: '^server/src/', pathNot: TEST },
    to: {
      dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
      dependencyTypesNot: ['type-only'],
    },
  },
];

const insideAFeature = [
  {
    name: 'config-below-the-top-is-types-only',
    comment: 'Settings are arguments: only the top reads them, so any part runs with any settings.',
    severity: 'error',
    from: { path: '^server/src/', pathNot: [top, '^server/src/(config|settings)\\.ts$', TEST] },
    to: { path: '^server/src/(config|settings)\\.ts$', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'http-stays-at-the-door',
    comment: 'Only routes, and schemas for their field types, know that the caller speaks HTTP.',
    severity: 'error',
    from: { path: feature, pathNot: ['\\.(routes|schemas)\\.ts$', TEST] },
    to: { path: '^server/src/http/' },
  },
  {
    name: 'schemas-stay-at-the-door',
    comment: 'The wire may change without the domain: routes, presenters and schemas know schemas.',
    severity: 'error',
    from: { path: '^server/src/', pathNot: ['\\.(routes|schemas)\\.ts$', presenters, TEST] },
    to: { path: `${feature}.*\\.schemas\\.ts$` },
  },
  {
    name: 'stores-serve-routes-and-use-cases',
    comment:
      'SQL is asked by the one who tells the story (a use case or its step) or by a plain read.',
    severity: 'error',
    from: {
      path: '^server/src/',
      pathNot: ['\\.routes\\.ts$', plainFile, '^server/src/demo/', TEST],
    },
    to: { path: '\\.store\\.ts$' },
  },
  {
    name: 'nouns-adapters-and-demo-ask-no-store',
    comment:
      'Nouns, ports and adapters do no SQL; nor does the demo through the stores of a feature.',
    severity: 'error',
    from: { path: [nouns, adapters, '^server/src/demo/'], pathNot: TEST },
    to: { path: `${feature}.*\\.store\\.ts$` },
  },
  {
    name: 'routes-are-opened-by-the-top',
    comment: 'A route is where a request comes in; app.ts registers it and nothing else knows it.',
    severity: 'error',
    from: { path: '^server/src/', pathNot: top },
    to: { path: '\\.routes\\.ts$' },
  },
  {
    name: 'stores-judge-nothing',
    comment:
      'A store turns questions into rows; verdicts are rules. It may name the types of the facts ' +
      'that a rule wants.',
    severity: 'error',
    from: { path: '\\.store\\.ts$' },
    to: { path: '\\.rules\\.ts$', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'use-case-imports-no-use-case',
    comment:
      'Each use case opens one transaction and tells one story. What two share is a rule, or a step ' +
      'that takes Tx and is listed in `steps`.',
    severity: 'error',
    from: { path: feature, pathNot: ['\\.routes\\.ts$', adapters, TEST] },
    to: useCase,
  },
  {
    name: 'adapter-calls-no-use-case',
    comment:
      'An adapter fits a type that a use case declares, and is called by it, never the reverse.',
    severity: 'error',
    from: { path: adapters },
    to: { ...useCase, dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'rules-are-pure',
    comment:
      'Facts in, verdict out: a rule is tested with a table, so it imports only what is as pure.',
    severity: 'error',
    from: { path: '\\.rules\\.ts$' },
    to: { pathNot: ['\\.rules\\.ts$', '\\.errors\\.ts$', nouns, purePlatform] },
  },
  {
    name: 'nouns-and-errors-are-plain',
    comment: 'Rules import nouns and errors, so an impure one would make every rule impure.',
    severity: 'error',
    from: { path: [nouns, '\\.errors\\.ts$', purePlatform] },
    to: { pathNot: ['\\.errors\\.ts$', nouns, purePlatform, rowTypes] },
  },
];

const drivers = [
  driver(
    'sql',
    ['kysely', 'pg', 'pg-[a-z-]+'],
    ['^server/src/platform/', '^server/src/.*\\.store\\.ts$'],
    'SQL lives in stores; a use case sees `Db` and `Tx` of platform/db.ts, never the driver.',
  ),
  driver(
    'rabbitmq',
    ['amqplib'],
    ['^server/src/notifications/rabbitmq\\.ts$'],
    'One file knows the broker, so that recovery and confirms are right in one place.',
  ),
  driver(
    'redis',
    ['@redis/[a-z-]+', 'redis', 'ioredis'],
    ['^server/src/platform/redis\\.ts$', '^server/src/directory/cached-directory\\.ts$'],
    'Redis holds copies, never truth: only the connection and the cache know it.',
  ),
  driver(
    'outgoing-http',
    ['undici', 'axios', 'got'],
    [
      '^server/src/platform/http-client\\.ts$',
      '^server/src/directory/http-directory\\.ts$',
      '^server/src/notifications/notification-service\\.ts$',
    ],
    'Every call outside has a time limit, retries and a breaker; these files see to it.',
  ),
  driver(
    'fastify',
    ['fastify', 'fastify-[a-z-]+', '@fastify/[a-z-]+'],
    ['^server/src/http/', '\\.routes\\.ts$', top],
    'Fastify is visible only at the door: the domain must not know that it is served by HTTP.',
  ),
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [...oneWay, ...shape, ...insideAFeature, ...drivers],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Type-only imports count: they are how layers grow together unnoticed.
    tsPreCompilationDeps: true,
    // vitest stands in the root package.json, what the service needs in server/package.json.
    combinedDependencies: true,
  },
};
