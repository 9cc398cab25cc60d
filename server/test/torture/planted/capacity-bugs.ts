import type { PlantedBug } from './planted-bug.ts';

const STORE = 'src/availability/availability.store.ts';
const CLAIM = 'src/availability/claim-place.ts';
const GUARDS = 'migrations/0002-guards.sql';

/** Bugs in who may have which place. */
export const capacityBugs: readonly PlantedBug[] = [
  {
    id: 'm01',
    title: 'dates are not locked',
    shownBy: ['I3', 'I4'],
    needs: [],
    edits: [
      {
        file: STORE,
        find: 'pg_advisory_xact_lock(',
        replace: 'greatest(',
      },
    ],
  },
  {
    id: 'm02',
    title: 'what is taken is read from a cache',
    shownBy: ['I3', 'I4'],
    needs: [],
    edits: [
      {
        file: CLAIM,
        find: '  return await listHeldPlaces(tx, wanted, appointmentId);',
        replace: `  const kept = lately.get(wanted.start);
  if (kept !== undefined && kept.until > Date.now()) return kept.held;
  const held = await listHeldPlaces(tx, wanted, appointmentId);
  lately.set(wanted.start, { held, until: Date.now() + 2_000 });
  return held;`,
      },
      {
        file: CLAIM,
        find: 'const MOST_DAYS = 31;',
        replace: `const MOST_DAYS = 31;
const lately = new Map<number, { held: HeldPlace[]; until: number }>();`,
      },
    ],
  },
  {
    id: 'm10',
    title: 'pending appointments do not occupy their employee',
    shownBy: ['I5'],
    needs: [],
    edits: [
      {
        file: STORE,
        find: "      'assigned_employee_id',\n      'scheduled_date',",
        replace: `      sql<
        string | null
      >\`case when status <> 'pending' then assigned_employee_id end\`.as('assigned_employee_id'),
      'scheduled_date',`,
      },
      {
        file: GUARDS,
        find: 'where (guarded and holds_place and assigned_employee_id is not null)',
        replace:
          "where (guarded and holds_place and assigned_employee_id is not null and status <> 'pending')",
      },
    ],
  },
  {
    id: 'm11',
    title: 'an appointment that moves still counts where it was',
    shownBy: ['I17'],
    needs: [],
    edits: [
      {
        file: STORE,
        find: "    .$if(exceptId !== null, (query) => query.where('id', '!=', exceptId as string))\n",
        replace: '    .$if(exceptId === undefined, (query) => query)\n',
      },
    ],
  },
  {
    id: 'm12',
    title: 'a cancelled appointment keeps its place',
    shownBy: ['I17'],
    needs: [],
    edits: [
      {
        file: GUARDS,
        find: "(status in ('pending', 'confirmed', 'in_progress'))",
        replace: "(status in ('pending', 'confirmed', 'in_progress', 'cancelled'))",
      },
    ],
  },
  {
    id: 'm16',
    title: 'a decision is made on a snapshot from before the locks',
    shownBy: ['I3', 'I4'],
    needs: [],
    edits: [
      {
        file: 'src/platform/db.ts',
        find: 'begin isolation level read committed;',
        replace: 'begin isolation level repeatable read;',
      },
    ],
  },
];
