import type { Verdict } from '../checker/check.ts';
import type { Violation } from '../checker/evidence.ts';
import { grouped } from '../checker/grouped.ts';
import type { Demand } from '../checker/vacuity.ts';
import { OPERATIONS, type Operation } from '../history/history.ts';
import { type FaultFigures, faultFigures } from './outages.ts';

export interface Reported {
  readonly seed: number;
  readonly replay: string;
  readonly seconds: number;
  readonly verdict: Verdict;
  readonly demands: readonly Demand[];
  readonly incidents: readonly string[];
}

const WIDTHS = [34, 9, 9, 9, 11];
const MOST_SHOWN = 3;

/** The report of a run, as plain text. */
export function reportOf(run: Reported): string {
  const { verdict, demands, incidents } = run;
  const { timeline, findings } = verdict;
  const load = timeline.operations.filter(({ phase }) => phase === 'load');
  return [
    `Torture of the appointment service, seed ${run.seed}`,
    `again: ${run.replay}`,
    `${load.length} operations in ${Math.round(run.seconds)} s; checked in ${Math.round(verdict.milliseconds)} ms`,
    '',
    row('operation', 'ok', 'fail', 'info', 'replayed'),
    ...OPERATIONS.map((name) => operationRow(name, load)),
    operationRow('all', load),
    operationRow(
      'settled by key',
      timeline.operations.filter(({ phase }) => phase === 'settle'),
    ),
    operationRow(
      'read at rest',
      timeline.operations.filter(({ phase }) => phase === 'rest'),
    ),
    '',
    row('refused or in doubt', 'times'),
    ...codes(load),
    '',
    row('fault', 'times', 'longest outage'),
    ...faultFigures(timeline).map(faultRow),
    '',
    row('invariant', 'looked at', 'broken'),
    ...findings.map(({ id, says, checked, violations }) =>
      row(`${id} ${says}`, checked, violations.length),
    ),
    '',
    row('what a run must have tried', 'wanted', 'found'),
    ...demands.map(({ what, wanted, found }) =>
      row(what, wanted, `${found}${found < wanted ? '  TOO FEW' : ''}`),
    ),
    '',
    ...incidents.map((what) => `INCIDENT: ${what}`),
    ...findings.flatMap(({ id, violations }) => violationLines(id, violations)),
  ].join('\n');
}

/** One line for people: what came out. */
export function conclusionOf({ verdict, incidents }: Reported, missing: readonly Demand[]): string {
  const broken = verdict.violations + incidents.length;
  if (broken > 0) return `BROKEN: ${verdict.violations} violations, ${incidents.length} incidents.`;
  if (missing.length > 0)
    return `INVALID: ${missing.map(({ what }) => `too few ${what}`).join(', ')}.`;
  return 'All invariants hold.';
}

function operationRow(name: string, operations: readonly Operation[]): string {
  const own = operations.filter(
    ({ operation }) => operation === name || !OPERATIONS.some((one) => one === name),
  );
  const count = (outcome: Operation['outcome']): number =>
    own.filter((one) => one.outcome === outcome).length;
  return row(
    name,
    ...(['ok', 'fail', 'info'] as const).map(count),
    own.filter(({ replayed }) => replayed).length,
  );
}

function codes(load: readonly Operation[]): string[] {
  const told = load.filter(({ outcome }) => outcome !== 'ok');
  const groups = grouped(told, ({ status, code }) => `${status ?? 'no answer'} ${code ?? ''}`);
  return [...groups]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([name, all]) => row(name, all.length));
}

function faultRow({ fault, times, longestOutageMs }: FaultFigures): string {
  return row(fault, times, `${Math.round(longestOutageMs)} ms`);
}

function violationLines(id: string, violations: readonly Violation[]): string[] {
  return violations
    .slice(0, MOST_SHOWN)
    .flatMap(({ what, witness }) => [
      '',
      `${id} BROKEN: ${what}`,
      ...witness.map((entry) => `    ${JSON.stringify(entry)}`),
    ]);
}

function row(...cells: readonly (string | number)[]): string {
  return cells
    .map((cell, index) =>
      index === 0 ? String(cell).padEnd(WIDTHS[0] ?? 0) : String(cell).padStart(WIDTHS[index] ?? 0),
    )
    .join(' ');
}
