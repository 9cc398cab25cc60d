import type { PlantedBug } from './planted-bug.ts';

/** Bugs in what is read and shown. */
export const readingBugs: readonly PlantedBug[] = [
  {
    id: 'm15',
    title: 'statistics are counted one after the other',
    shownBy: ['I19'],
    needs: [],
    edits: [
      {
        file: 'src/appointments/reports.store.ts',
        find: '  return await db\n',
        replace: `  const statuses = ['pending', 'confirmed', 'in_progress', 'completed', 'cancelled', 'no_show'];
  const groups: CountedGroup[] = [];
  for (const status of statuses) {
    const counted = await countStatus(db, actor, today, status);
    groups.push(...counted);
    await new Promise((later) => setTimeout(later, 30));
  }
  return groups;
}

async function countStatus(
  db: Db,
  actor: Actor,
  { date, from, to }: Today,
  status: string,
): Promise<CountedGroup[]> {
  return await db
`,
      },
      {
        file: 'src/appointments/reports.store.ts',
        find: '    .where(visibleTo(actor))\n',
        replace: "    .where(visibleTo(actor))\n    .where('status', '=', status)\n",
      },
      {
        file: 'src/appointments/reports.store.ts',
        find: '  const { date, from, to } = today;\n',
        replace: '',
      },
    ],
  },
  {
    id: 'm17',
    title: 'what a check has learnt does not replace the cached name',
    shownBy: ['I24'],
    needs: [],
    edits: [
      {
        file: 'src/directory/cached-directory.ts',
        find: `    const record = await answer;
    if (record !== undefined) void keep(kind, id, record);`,
        replace: '    const record = await answer;\n    if (record !== undefined) return record;',
      },
    ],
  },
  {
    id: 'm21',
    title: 'the list of history shows everybody everything',
    shownBy: ['I21'],
    needs: [],
    edits: [
      {
        file: 'src/history/history.store.ts',
        find: '    .$if(!isStaff(actor), (q) =>',
        replace: '    .$if(!isStaff(actor) && actor.userId === undefined, (q) =>',
      },
    ],
  },
  {
    id: 'm22',
    title: 'one route shows customers the internal notes',
    shownBy: ['I21'],
    needs: [],
    edits: [
      {
        file: 'src/appointments/reports.routes.ts',
        find: '        return await presentAll(deps, actor, rows);',
        replace: "        return await presentAll(deps, { ...actor, role: 'admin' }, rows);",
      },
    ],
  },
];
