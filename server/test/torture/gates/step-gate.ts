import type pg from 'pg';
import type { Statement, StatementGate } from '../wire/proxied-connection.ts';

/** Statements of several writers, each of which waits until it is let go. */
export interface StepGate {
  /** What each writer's proxy asks. */
  readonly gates: readonly StatementGate[];
  /**
   * From now on every statement of these writers waits, but for those that go along with the one
   * before; the other writers are done already.
   */
  arm(writers: readonly number[], goesAlong: (sql: string) => boolean): void;
  /** The writer has its answer. */
  done(writer: number): void;
  /** Resolves when each writer stands at the gate, waits for another in the database, or is done. */
  settled(): Promise<void>;
  /** The writers whose next statement may be let go, with that statement. */
  waiting(): ReadonlyMap<number, Statement>;
  /** Whether the writer's statement waits in the database for another writer. */
  isBlocked(writer: number): boolean;
  /** Lets a writer's next statement go. */
  release(writer: number): void;
  /** Lets everything go from now on. */
  disarm(): void;
}

interface Place {
  at: 'somewhere' | 'the gate' | 'the database' | 'its end';
  blocked: boolean;
  statement: Statement;
  open: () => void;
}

/** An answer that takes longer is asked about in the database. */
const PATIENCE_MS = 2;
/** PostgreSQL looks for deadlocks after a second; nothing else takes long. */
const STUCK_MS = 30_000;
const NOTHING: Statement = { backend: 0, sql: '' };

/** A gate for so many writers; `past` is a connection that leads past it. */
export function stepGate(writers: number, past: pg.Client): StepGate {
  const places: Place[] = Array.from({ length: writers }, () => ({
    at: 'its end',
    blocked: false,
    statement: NOTHING,
    open: () => undefined,
  }));
  let armed = false;
  let goesAlong = (_sql: string): boolean => false;
  let moved = (): void => undefined;

  const inside = (): Place[] => places.filter(({ at }) => at === 'the database');
  const awayFromGate = (): Place[] =>
    places.filter(({ at }) => at === 'somewhere' || at === 'the database');

  const move = (place: Place, at: Place['at']): void => {
    place.at = at;
    place.blocked = false;
    moved();
  };

  const nextMove = async (): Promise<boolean> =>
    await new Promise((resolve) => {
      const patience = setTimeout(() => resolve(false), PATIENCE_MS);
      moved = () => {
        clearTimeout(patience);
        resolve(true);
      };
    });

  async function lookForBlocked(): Promise<void> {
    const asked = inside();
    const backends = asked.map(({ statement }) => statement.backend);
    const others = places.map(({ statement }) => statement.backend);
    const { rows } = await past.query<{ backend: number }>(
      'select backend from unnest($1::int[]) as backend where pg_blocking_pids(backend) && $2::int[]',
      [backends, others],
    );
    for (const place of asked)
      if (place.at === 'the database')
        place.blocked = rows.some(({ backend }) => backend === place.statement.backend);
  }

  return {
    gates: places.map((place) => ({
      before: async (statement) => {
        if (!armed) return;
        place.statement = statement;
        if (goesAlong(statement.sql)) return move(place, 'the database');
        await new Promise<void>((resolve) => {
          place.open = resolve;
          move(place, 'the gate');
        });
      },
      after: () => {
        if (armed) move(place, 'somewhere');
      },
    })),
    arm(chosen, isLocal) {
      armed = true;
      goesAlong = isLocal;
      for (const [index, place] of places.entries())
        place.at = chosen.includes(index) ? 'somewhere' : 'its end';
    },
    done(writer) {
      const place = places[writer];
      if (place !== undefined) move(place, 'its end');
    },
    async settled() {
      const end = performance.now() + STUCK_MS;
      while (awayFromGate().length > 0) {
        if (await nextMove()) continue;
        await lookForBlocked();
        const away = awayFromGate();
        const somebodyMayGo = places.some(({ at }) => at === 'the gate');
        if (somebodyMayGo && away.every(({ blocked }) => blocked)) return;
        if (performance.now() > end) throw new Error(`Nobody moves: ${JSON.stringify(places)}`);
      }
    },
    waiting: () =>
      new Map(
        places.flatMap(({ at, statement }, index) =>
          at === 'the gate' ? [[index, statement] as const] : [],
        ),
      ),
    isBlocked: (writer) => places[writer]?.blocked ?? false,
    release(writer) {
      const place = places[writer];
      if (place?.at !== 'the gate') throw new Error(`Writer ${writer} is not at the gate.`);
      move(place, 'the database');
      place.open();
    },
    disarm() {
      armed = false;
      for (const place of places) place.open();
    },
  };
}
