import type { PlantedBug } from './planted-bug.ts';

const DB = 'src/platform/db.ts';
const MAKE = 'src/platform/make-change.ts';
const KEYS = 'src/platform/change-keys.ts';
const AUDIT = 'migrations/0007-audit-versions-keys.sql';

/** Bugs in what belongs to one transaction, and in what is done when its end is in doubt. */
export const commitBugs: readonly PlantedBug[] = [
  {
    id: 'm03',
    title: 'the answer goes out before the commit',
    shownBy: ['I1', 'I2', 'I11', 'I12', 'I14'],
    needs: ['terminate-sessions'],
    edits: [
      {
        file: DB,
        find: '      return await db.transaction().execute(work);',
        replace: `      return await new Promise<T>((resolve, reject) => {
        db.transaction()
          .execute(async (tx) => {
            const result = await work(tx);
            resolve(result);
            await new Promise((later) => setTimeout(later, 150));
            return result;
          })
          .catch(reject);
      });`,
      },
    ],
  },
  {
    id: 'm04',
    title: 'the message is written after the commit',
    shownBy: ['I9', 'I10'],
    needs: [],
    edits: [
      {
        file: 'src/appointments/book.ts',
        find: "    await announce(tx, 'created', booked);",
        replace: `    setTimeout(() => {
      inTransaction(deps.db, (later) => announce(later, 'created', booked)).catch(() => undefined);
    }, 30);`,
      },
      {
        file: 'src/appointments/book.ts',
        find: "import type { Change } from '../platform/change.ts';",
        replace: `import type { Change } from '../platform/change.ts';
import { inTransaction } from '../platform/db.ts';`,
      },
    ],
  },
  {
    id: 'm05',
    title: 'the audit is written in a transaction of its own',
    shownBy: ['I8', 'I9'],
    needs: [],
    edits: [
      {
        file: AUDIT,
        find: '  insert into appointment_audit select entry.*;\n  return null;',
        replace: '  insert into audit_queue select entry.*;\n  return null;',
      },
      {
        file: AUDIT,
        find: 'create trigger appointments_audited after',
        replace: `create table audit_queue (like appointment_audit);
create function flush_audit() returns void language plpgsql set timezone = 'UTC' as $function$
declare
  entry appointment_audit;
  last appointment_audit;
begin
  lock table audit_queue;
  for entry in select * from audit_queue order by recorded_at loop
    select * into last from appointment_audit
    where appointment_id = entry.appointment_id order by sequence desc limit 1;
    entry.sequence := coalesce(last.sequence, 0) + 1;
    entry.previous_hash := last.hash;
    entry.transaction_id := pg_current_xact_id();
    entry.hash := appointment_audit_hash(entry);
    insert into appointment_audit select entry.*;
  end loop;
  delete from audit_queue;
end
$function$;
create trigger appointments_audited after`,
      },
      {
        file: DB,
        find: '      return await db.transaction().execute(work);',
        replace: `      const result = await db.transaction().execute(work);
      await sql\`select flush_audit()\`.execute(db);
      return result;`,
      },
    ],
  },
  {
    id: 'm06',
    title: "COMMIT's command tag is ignored",
    shownBy: ['I1', 'I2', 'I11', 'I12'],
    needs: ['roll-back-commits'],
    edits: [
      {
        file: DB,
        find: "      if (text === 'commit' && result.command !== 'COMMIT') throw rolledBack();\n",
        replace: '',
      },
    ],
  },
  {
    id: 'm07',
    title: 'a change in doubt is repeated without looking',
    shownBy: ['I2', 'I11'],
    needs: ['lose-commits'],
    edits: [
      {
        file: MAKE,
        find: 'const fate = await fateOf(db, change);',
        replace: "const fate: string = 'not made';",
      },
    ],
  },
  {
    id: 'm08',
    title: 'keys are known to one process only',
    shownBy: ['I2', 'I11'],
    needs: [],
    edits: [
      {
        file: KEYS,
        find: `  const row = await keyed(db, change)
    .select(['request_hash', 'result', 'answer'])
    .where('expires_at', '>', sql<string>\`now()\`)
    .executeTakeFirst();
  return row as KnownChange | undefined;`,
        replace: '  return db && here.get(lockOf(change));',
      },
      {
        file: KEYS,
        find: '  const life = key.fromCaller ? CALLERS_LIFE : OWN_LIFE;',
        replace: `  const life = key.fromCaller ? CALLERS_LIFE : OWN_LIFE;
  if (key.fromCaller)
    here.set(lockOf(change), { request_hash: key.requestHash, result, answer: null });`,
      },
      {
        file: KEYS,
        find: 'const MOST_A_PURGE = 5_000;',
        replace: 'const MOST_A_PURGE = 5_000;\nconst here = new Map<string, KnownChange>();',
      },
    ],
  },
  {
    id: 'm09',
    title: 'a key is not bound to its user',
    shownBy: ['I2', 'I11', 'I21'],
    needs: [],
    edits: [
      {
        file: KEYS,
        find: `    .selectFrom('idempotency_keys')
    .where('user_id', '=', actor.userId)`,
        replace: `    .selectFrom('idempotency_keys')
    .where('user_id', 'is not', actor === undefined ? '' : null)`,
      },
    ],
  },
  {
    id: 'm20',
    title: 'a deletion is not on record',
    shownBy: ['I8'],
    needs: [],
    edits: [
      {
        file: AUDIT,
        find: 'after insert or update or delete on appointments',
        replace: 'after insert or update on appointments',
      },
    ],
  },
];
