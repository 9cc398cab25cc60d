import type pg from 'pg';
import { MOST_CONNECTIONS } from '../stage/database.ts';
import type { Stage } from '../stage/stage.ts';
import { anywhere, type Fault, repeating } from './fault.ts';

const TERMINATE_EVERY_MS = 150;
const CUT_EVERY_MS = 400;
const SLOW_MS = 60;
const COMMITS = 24;
const ROWS = 30;

const SERVICE = `from pg_stat_activity where application_name = 'appointment-service'`;

const killPostgres: Fault = {
  name: 'kill-postgres',
  says: 'kill -9 of the postmaster, then crash recovery',
  fits: anywhere,
  async inject({ stage }) {
    stage.database.kill();
    return () => stage.database.start();
  },
};

const terminateSessions: Fault = {
  name: 'terminate-sessions',
  says: 'sessions of the service terminated at random',
  fits: anywhere,
  async inject({ stage }) {
    return repeating(TERMINATE_EVERY_MS, async () => {
      await stage.database.query(
        `select pg_terminate_backend(pid) from (select pid ${SERVICE} order by random() limit 2) as unlucky`,
      );
    });
  },
};

const slowDatabase: Fault = {
  name: 'slow-database',
  says: `every word of the database ${SLOW_MS} ms late`,
  fits: anywhere,
  async inject({ stage }) {
    stage.database.proxy.delayMs = SLOW_MS;
    return async () => {
      stage.database.proxy.delayMs = 0;
    };
  },
};

const cutDatabase: Fault = {
  name: 'cut-database',
  says: 'all connections to the database cut, again and again',
  fits: anywhere,
  async inject({ stage }) {
    return repeating(CUT_EVERY_MS, async () => stage.database.proxy.cutAll());
  },
};

const muteDatabase: Fault = {
  name: 'mute-database',
  says: 'the line to the database swallows everything',
  fits: anywhere,
  async inject({ stage }) {
    stage.database.proxy.blackHole(true);
    return async () => stage.database.proxy.blackHole(false);
  },
};

const loseCommits: Fault = {
  name: 'lose-commits',
  says: 'COMMITs cut off before or after the database has heard them',
  fits: anywhere,
  async inject({ stage, random }) {
    for (let count = 0; count < COMMITS; count += 1)
      stage.database.proxy.loseCommitAnswers(1, { reached: random.chance(0.5) });
    return async () => stage.database.proxy.forgetFaults();
  },
};

const rollBackCommits: Fault = {
  name: 'roll-back-commits',
  says: 'COMMITs answered with ROLLBACK',
  fits: anywhere,
  async inject({ stage }) {
    stage.database.proxy.answerCommitWithRollback(COMMITS);
    return async () => stage.database.proxy.forgetFaults();
  },
};

const hogConnections: Fault = {
  name: 'hog-connections',
  says: 'an outsider takes every connection that the database has',
  fits: anywhere,
  async inject({ stage }) {
    const held: pg.Client[] = [];
    const [first] = await hoard(stage, held);
    await first?.query(`select pg_terminate_backend(pid) ${SERVICE}`);
    // The places of those that were thrown out.
    await hoard(stage, held);
    return async () => {
      for (const client of held) await client.end();
    };
  },
};

const lockRows: Fault = {
  name: 'lock-rows',
  says: 'an outsider keeps rows of appointments and a slot locked',
  fits: anywhere,
  async inject({ stage }) {
    const client = await stage.database.outsider();
    await client.query('begin');
    await client.query(
      `select id from appointments where holds_place order by random() limit ${ROWS} for update skip locked`,
    );
    await client.query('select id from time_slots limit 1 for update skip locked');
    return () => client.end();
  },
};

export const DATABASE_FAULTS: readonly Fault[] = [
  ...[killPostgres, terminateSessions, slowDatabase, cutDatabase, muteDatabase],
  ...[loseCommits, rollBackCommits, hogConnections, lockRows],
];

async function hoard(stage: Stage, held: pg.Client[]): Promise<pg.Client[]> {
  while (held.length < MOST_CONNECTIONS) {
    try {
      held.push(await stage.database.outsider());
    } catch {
      // None is left: that was the aim.
      break;
    }
  }
  return held;
}
