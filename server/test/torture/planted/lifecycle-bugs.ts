import type { PlantedBug } from './planted-bug.ts';

/** Bugs in how an appointment moves through its life, and in what is told of it. */
export const lifecycleBugs: readonly PlantedBug[] = [
  {
    id: 'm13',
    title: 'what is cancelled can be cancelled again',
    shownBy: ['I7'],
    needs: [],
    edits: [
      {
        file: 'src/appointments/lifecycle.rules.ts',
        find: '  cancelled: [],',
        replace: "  cancelled: ['cancelled'],",
      },
    ],
  },
  {
    id: 'm14',
    title: 'a move does not lock the row',
    shownBy: ['I7', 'I8', 'I15'],
    needs: [],
    edits: [
      {
        file: 'src/appointments/appointments.store.ts',
        find: '    .forUpdate()\n',
        replace: '',
      },
    ],
  },
  {
    id: 'm18',
    title: 'a message is marked as sent before it is',
    shownBy: ['I10'],
    needs: ['kill-relay', 'kill-server'],
    edits: [
      {
        file: 'src/notifications/relay.ts',
        find: `    return await inTransaction(deps.db, async (tx) => {
      const messages = await lockDueMessages(tx, deps.channel, atMost);`,
        replace: `    const messages = await inTransaction(deps.db, async (tx) => {
      const due = await lockDueMessages(tx, deps.channel, atMost);
      await markDelivered(
        tx,
        due.map(({ id }) => id),
      );
      return due;
    });
    await new Promise((later) => setTimeout(later, 150));
    return await inTransaction(deps.db, async (tx) => {`,
      },
    ],
  },
  {
    id: 'm19',
    title: 'messages of one appointment overtake each other',
    shownBy: ['I10'],
    needs: [],
    edits: [
      {
        file: 'src/notifications/outbox.store.ts',
        find: "            .whereRef('earlier.sequence', '<', 'outbox.sequence')",
        replace: "            .where('earlier.sequence', '<', '0')",
      },
      {
        file: 'src/notifications/outbox.store.ts',
        find: "    .orderBy('next_attempt_at')\n    .orderBy('sequence')",
        replace: "    .orderBy('sequence', 'desc')",
      },
    ],
  },
  {
    id: 'm23',
    title: 'PATCH sets any status',
    shownBy: ['I7'],
    needs: [],
    edits: [
      {
        file: 'src/appointments/edit.ts',
        find: 'if (changes.status && !canMove(current.status, edit.status as Status))',
        replace: "if (changes.status && !canMove('pending', 'confirmed' as Status))",
      },
    ],
  },
  {
    id: 'm24',
    title: 'If-Match is not looked at',
    shownBy: ['I15'],
    needs: [],
    edits: [
      {
        file: 'src/platform/change.ts',
        find: "  if (ifMatch === undefined || ifMatch === '*' || ifMatch.includes(entityTag(version))) return;",
        replace: '  if (ifMatch !== null || version > 0) return;',
      },
    ],
  },
  {
    id: 'm25',
    title: 'a move that was undone in time is told all the same',
    shownBy: ['I10'],
    needs: [],
    edits: [
      {
        file: 'src/notifications/announce.ts',
        find: '  if (waiting !== undefined && isSameStart(waiting, to)) return { inSeconds: 0, reminderDue: owed };\n',
        replace: '',
      },
    ],
  },
  {
    id: 'm26',
    title: 'a move forgets the employee',
    shownBy: ['I2'],
    needs: [],
    edits: [
      {
        file: 'src/appointments/move.ts',
        find: '    assigned_employee_id: employee_id,\n',
        replace: '',
      },
    ],
  },
];
