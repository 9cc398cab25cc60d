/** Kinds of findings, in the order in which they are told; each with its words for one and many. */
const WORDS = {
  overbooked: [
    'time with more appointments than places',
    'times with more appointments than places',
  ],
  employee_booked_twice: [
    'time at which an employee has several appointments',
    'times at which an employee has several appointments',
  ],
  customer_booked_twice: [
    'time at which a customer has several appointments',
    'times at which a customer has several appointments',
  ],
  odd_length: [
    'appointment of no, negative or over-long length',
    'appointments of no, negative or over-long length',
  ],
  unreachable_date: [
    'appointment outside the years 1 to 9999, which holds no place',
    'appointments outside the years 1 to 9999, which hold no place',
  ],
  negative_cost: ['appointment with a cost below zero', 'appointments with a cost below zero'],
  negative_work: [
    'appointment with less than no time of work',
    'appointments with less than no time of work',
  ],
  stale_stamp: [
    'appointment that still says when it was completed or cancelled but is not any more',
    'appointments that still say when they were completed or cancelled but are not any more',
  ],
  unknown_status: ['appointment of an unknown status', 'appointments of an unknown status'],
  unknown_type: ['appointment of an unknown type', 'appointments of an unknown type'],
  backward_slot: ['time slot that covers no time', 'time slots that cover no time'],
  negative_capacity: [
    'time slot with a capacity below zero',
    'time slots with a capacity below zero',
  ],
  orphan_history: [
    'history line of an appointment that is gone',
    'history lines of appointments that are gone',
  ],
} as const satisfies Record<string, readonly [string, string]>;

export type FindingName = keyof typeof WORDS;

/** What was taken over, whether or not it breaks a rule. */
export type TotalName = 'appointments' | 'time_slots' | 'history_lines';

/** Rows that belong together, such as the appointments of one overbooked hour. */
export interface Example {
  readonly what: string;
  /** The first twenty of `size`. */
  readonly ids: readonly string[];
  readonly size: number;
}

/** A row of `adoption_report`. */
export interface Finding {
  readonly finding: FindingName | TotalName;
  readonly found: number;
  /** The first twenty of `found`. */
  readonly examples: readonly Example[];
}

/** The report on an adopted database in lines for people; none when nothing was adopted. */
export function reportLines(findings: readonly Finding[]): string[] {
  if (findings.length === 0) return [];
  const total = (name: TotalName): string => counted(foundOf(findings, name));
  const faults = (Object.keys(WORDS) as FindingName[]).flatMap((name) =>
    findings.filter(({ finding, found }) => finding === name && found > 0),
  );
  const adopted = `Adopted the database of the service before, every row as it was: ${total('appointments')} appointments, ${total('time_slots')} time slots, ${total('history_lines')} history lines.`;
  if (faults.length === 0) return [adopted, 'None of them breaks a rule.'];
  return [
    adopted,
    'What breaks a rule among them stays as it is, and counts, until somebody changes it:',
    ...faults.flatMap(linesOf),
  ];
}

function foundOf(findings: readonly Finding[], name: Finding['finding']): number {
  return findings.find(({ finding }) => finding === name)?.found ?? 0;
}

function linesOf({ finding, found, examples }: Finding): string[] {
  const [one, many] = WORDS[finding as FindingName];
  const rest = found - examples.length;
  return [
    `  ${counted(found)} ${found === 1 ? one : many}`,
    ...examples.map(
      ({ what, ids, size }) => `    ${what}: ${ids.join(' ')}${more(size - ids.length)}`,
    ),
    ...(rest > 0 ? [`    and ${counted(rest)} more`] : []),
  ];
}

function more(count: number): string {
  return count > 0 ? ` and ${counted(count)} more` : '';
}

function counted(number: number): string {
  return number.toLocaleString('en');
}
