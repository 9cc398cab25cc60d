// The one-way rule of the console and the SDK, beside that of the service: the same words for the same things, and the same direction.
const TEST = '\\.test\\.ts$';

const consoleRows = [
  [{ name: 'app', path: '^console/src/(app/|main\\.tsx$)' }],
  ['board', 'work', 'lists', 'insights', 'time-slots'].map((name) => ({
    name,
    path: `^console/src/${name}/`,
  })),
  [{ name: 'appointments', path: '^console/src/appointments/' }],
  ['availability', 'history'].map((name) => ({ name, path: `^console/src/${name}/` })),
  [{ name: 'ui', path: '^console/src/ui/' }],
  [
    {
      name: 'ground',
      path: '^console/src/((words|time)/|(api|person|workshop)(\\.test)?\\.tsx?$)',
    },
  ],
];

const consoleShape = [
  ...consoleRows.flatMap((row, depth) =>
    row.map((room) => ({
      name: `console-one-way-${room.name}`,
      comment: `console/${room.name} may import only from the rows below it, never its neighbours.`,
      severity: 'error',
      from: { path: room.path },
      to: {
        path: '^console/src/',
        pathNot: [
          room.path,
          ...consoleRows
            .slice(depth + 1)
            .flat()
            .map((below) => below.path),
        ],
      },
    })),
  ),
  {
    name: 'console-has-rooms',
    comment: 'A file outside the list of rooms would escape the one-way rule.',
    severity: 'error',
    from: {
      path: '^console/src/',
      pathNot: consoleRows.flat().map((room) => room.path),
    },
    to: {},
  },
  {
    name: 'buildings-meet-at-the-border',
    comment: 'Console and SDK know the service by its document alone; the service knows neither.',
    severity: 'error',
    from: { path: '^(console|sdk)/src/' },
    to: { path: '^server/' },
  },
  {
    name: 'the-sdk-knows-no-console',
    comment: 'Other services may call through the SDK too.',
    severity: 'error',
    from: { path: '^sdk/' },
    to: { path: '^console/' },
  },
  {
    name: 'the-console-speaks-through-its-api',
    comment: 'Paths, tokens, keys and errors are the business of the SDK, opened once in api.ts.',
    severity: 'error',
    from: {
      path: '^console/src/',
      pathNot: ['^console/src/(api|workshop)\\.tsx?$', '\\.queries\\.ts$', TEST],
    },
    to: { path: '^sdk/src/client' },
  },
  {
    name: 'no-cycle-in-the-console',
    comment: 'Files in a cycle can only be understood together.',
    severity: 'error',
    from: { path: '^(console|sdk)/src/' },
    to: { circular: true },
  },
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: consoleShape,
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
  },
};
