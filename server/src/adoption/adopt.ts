import { APPOINTMENT_TYPES, LONGEST_MINUTES, STATUSES } from '../appointments/appointment.ts';
import type { Db } from '../platform/db.ts';
import { type Companion, type MigrateOptions, migrate } from '../platform/migrate.ts';
import { findReportedAt, isAdopted, type Search, writeFinding } from './adoption.store.ts';
import { bookedTwice } from './booked-twice.store.ts';
import { faultyRows, totals } from './faulty-rows.store.ts';
import { type Finding, reportLines } from './findings.rules.ts';
import { overbooked } from './overbooked.store.ts';

/** In its transaction the adopted rows are looked through. */
const MIGRATION = '0006-adoption-report.sql';

export interface AdoptOptions extends Omit<MigrateOptions, 'companions'> {
  /** Places at any minute where no stored slot says otherwise. */
  readonly defaultPlaces: number;
}

/**
 * Brings the database to the newest migration. When that adopted the predecessor's rows it answers
 * the report on those that break a rule: once, however many replicas start together.
 */
export async function migrateAndReport(options: AdoptOptions): Promise<string[]> {
  const findings: Finding[] = [];
  const look: Companion = async (client) => {
    // A migration that had to wait for a lock runs again.
    findings.length = 0;
    if (!(await isAdopted(client))) return;
    for (const search of searches(options.defaultPlaces))
      findings.push(await writeFinding(client, search));
  };
  await migrate({ ...options, companions: { [MIGRATION]: look } });
  return reportLines(findings);
}

/** Says where the report of an earlier adoption stands; undefined when nothing was adopted. */
export async function whereTheReportIs(db: Db): Promise<string | undefined> {
  const reportedAt = await findReportedAt(db);
  if (reportedAt === undefined) return undefined;
  return `This database was adopted on ${reportedAt.slice(0, 10)}. What broke a rule then: select finding, found, examples from adoption_report.`;
}

function searches(defaultPlaces: number): Search[] {
  const bounds = { longestMinutes: LONGEST_MINUTES, statuses: STATUSES, types: APPOINTMENT_TYPES };
  return [
    ...totals,
    { finding: 'overbooked', ...overbooked(defaultPlaces) },
    { finding: 'employee_booked_twice', ...bookedTwice('assigned_employee_id') },
    { finding: 'customer_booked_twice', ...bookedTwice('customer_id') },
    ...faultyRows(bounds),
  ];
}
