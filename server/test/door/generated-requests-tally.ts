/** What an oracle has looked at. */
export type Oracle =
  | 'no fault of the service'
  | 'true to the document'
  | 'wrong data refused'
  | 'rights enforced'
  | 'no use after deletion';

/** Counts of a run: answers of each operation by their status, and what each oracle has judged. */
export interface Tally {
  answered(operationId: string, status: number): void;
  judged(oracle: Oracle): void;
  /** How many answers of an operation were of this class, such as 2. */
  count(operationId: string, statusClass: number): number;
  /** A table for people. */
  text(): string;
}

/** Starts counting. */
export function openTally(operationIds: readonly string[]): Tally {
  const answers = new Map(operationIds.map((id) => [id, new Map<number, number>()]));
  const oracles = new Map<Oracle, number>();
  const count: Tally['count'] = (operationId, statusClass) =>
    [...(answers.get(operationId) ?? [])]
      .filter(([status]) => Math.floor(status / 100) === statusClass)
      .reduce((sum, [, times]) => sum + times, 0);
  return {
    answered(operationId, status) {
      const of = answers.get(operationId) ?? new Map<number, number>();
      of.set(status, (of.get(status) ?? 0) + 1);
      answers.set(operationId, of);
    },
    judged: (oracle) => void oracles.set(oracle, (oracles.get(oracle) ?? 0) + 1),
    count,
    text() {
      const rows = [...answers].map(([id, statuses]) => {
        const sorted = [...statuses].sort(([one], [other]) => one - other);
        return `${id.padEnd(26)} ${sorted.map(([status, times]) => `${status}: ${times}`).join('  ')}`;
      });
      const classes = [2, 3, 4, 5].map((statusClass) => {
        const sum = operationIds.reduce((all, id) => all + count(id, statusClass), 0);
        return `${statusClass}xx: ${sum}`;
      });
      const judged = [...oracles].map(([oracle, times]) => `${oracle}: ${times}`);
      return [...rows, `all ${classes.join('  ')}`, ...judged].join('\n');
    },
  };
}
