import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { type Newcomer, newcomer, type Started } from '../support/newcomer.ts';

const LIMIT_MS = 300_000;
const DEADLINE_MS = 60_000;

let user: Newcomer;

beforeEach(async () => {
  user = await newcomer();
});
afterEach(() => user.leave());

test(
  'a first start tells how to sign in and to book, and a second one finds the booking',
  async () => {
    const first = await user.start();
    const logins = first.output().match(/^ {2}(customer|employee|admin) +\S+@\S+ +\S+$/gm);
    expect(logins).toHaveLength(3);
    expect(commandsOf(first)).toHaveLength(2);

    const booked = await bookAsTold(first);
    expect(booked).toMatchObject({ status: 'pending', id: expect.any(String) });
    await ctrlC(first);

    const second = await user.start();
    expect(await appointmentsOf(second)).toContainEqual(
      expect.objectContaining({ id: booked.id, scheduled_date: booked.scheduled_date }),
    );
    // Its lines book as well, whatever was booked before.
    expect(await bookAsTold(second)).toMatchObject({ status: 'pending' });
    await ctrlC(second);
    expect(user.processes()).toEqual([]);
  },
  LIMIT_MS,
);

test(
  'a killed service takes its PostgreSQL along and starts again with what was booked',
  async () => {
    const first = await user.start();
    const booked = await bookAsTold(first);
    const oldPostmaster = postmaster();

    process.kill(first.servicePid, 'SIGKILL');
    await first.exited;
    const second = await user.start();

    expect(await appointmentsOf(second)).toContainEqual(expect.objectContaining({ id: booked.id }));
    expect(postmaster()).not.toBe(oldPostmaster);
    await eventually(() => {
      // A backend that has just been forked has the command line of the postmaster for a moment.
      const servers = user
        .processes()
        .filter(({ command }) => command.includes(user.postgresFolder));
      expect(servers.map(({ pid }) => pid)).toEqual([postmaster()]);
    }, DEADLINE_MS);
  },
  LIMIT_MS,
);

test(
  'a killed PostgreSQL comes back by itself while the service goes on',
  async () => {
    const service = await user.start();
    const booked = await bookAsTold(service);
    for (let round = 0; round < 3; round += 1) {
      const killed = postmaster();
      const killedAt = Date.now();
      process.kill(killed, 'SIGKILL');
      // On the way the file names the service, and a backend of the old server may answer once more.
      await eventually(() => {
        expect([killed, service.servicePid]).not.toContain(postmaster());
        expect(postmasterFile()).toContain('ready');
      }, DEADLINE_MS);
      await eventually(async () => {
        expect(await appointmentsOf(service)).toContainEqual(
          expect.objectContaining({ id: booked.id }),
        );
      }, DEADLINE_MS);
      console.log(`PostgreSQL was back ${Date.now() - killedAt} ms after it was killed`);
    }
    const [, curl] = commandsOf(service);
    const later = curl?.replace(/"scheduled_time":"\d\d/, '"scheduled_time":"10') ?? '';
    expect(await book(service, later)).toMatchObject({ status: 'pending' });
    expect(service.hasExited()).toBe(false);
  },
  LIMIT_MS,
);

test(
  'Ctrl-C in the middle of the first start leaves no process and nothing in the way',
  async () => {
    for (const patience of [1_000, 2_500]) {
      const impatient = await user.begin();
      await sleep(patience);
      impatient.signal('SIGINT');
      await impatient.exited;
      await eventually(() => expect(user.processes()).toEqual([]), DEADLINE_MS);
    }
    const service = await user.start();
    expect(await bookAsTold(service)).toMatchObject({ status: 'pending' });
  },
  LIMIT_MS,
);

test(
  'Ctrl-C ends everything without a complaint',
  async () => {
    const service = await user.start();
    // Many at once, so that many connections to the database have to be closed.
    await Promise.all(Array.from({ length: 20 }, () => appointmentsOf(service)));
    const said = service.output();
    await ctrlC(service);
    expect(service.output().slice(said.length).trim()).toBe('');
  },
  LIMIT_MS,
);

test.each(['PORT', 'DEMO_PLATFORM_PORT'])(
  'a taken %s is told in one sentence that names the variable',
  async (variable) => {
    const taken = await occupyPort();

    const { code, output } = await user.tryToStart({ [variable]: String(taken) });

    expect(code).toBe(1);
    const sentence = onlySentence(output);
    expect(sentence).toContain(String(taken));
    expect(sentence).toMatch(new RegExp(`\\b${variable}\\b`));
    await eventually(() => expect(user.processes()).toEqual([]), DEADLINE_MS);
  },
  LIMIT_MS,
);

test(
  'a second service on the same data is refused in one sentence and harms nothing',
  async () => {
    const first = await user.start();

    const { code, output } = await user.tryToStart({
      PORT: String(await freePort()),
      DEMO_PLATFORM_PORT: String(await freePort()),
    });

    expect(code).toBe(1);
    expect(onlySentence(output)).toMatch(/is in use by process \d+/);
    expect(onlySentence(output)).toContain(String(first.servicePid));
    expect(await bookAsTold(first)).toMatchObject({ status: 'pending' });
  },
  LIMIT_MS,
);

interface Booked {
  readonly id: string;
  readonly status: string;
  readonly scheduled_date: string;
}

/** The two lines that the welcome invites to copy. */
function commandsOf(service: Started): string[] {
  return service.output().match(/(?<=^ {2})(TOKEN=\$\()?curl .*$/gm) ?? [];
}

async function bookAsTold(service: Started): Promise<Booked> {
  return await book(service, commandsOf(service)[1] ?? '');
}

async function book(service: Started, curl: string): Promise<Booked> {
  if (hasCurl()) return JSON.parse(user.type([commandsOf(service)[0] ?? '', curl]));
  const answer = await fetch(urlIn(curl), {
    method: 'POST',
    headers: { ...(await signedIn(service)), 'content-type': 'application/json' },
    body: bodyIn(curl),
  });
  return (await answer.json()) as Booked;
}

async function appointmentsOf(service: Started): Promise<unknown[]> {
  const [, curl] = commandsOf(service);
  const { scheduled_date } = JSON.parse(bodyIn(curl ?? '')) as Booked;
  const answer = await fetch(`${urlIn(curl ?? '')}?start_date=${scheduled_date}`, {
    headers: await signedIn(service),
  });
  return ((await answer.json()) as { results: unknown[] }).results;
}

async function signedIn(service: Started): Promise<{ authorization: string }> {
  const login = commandsOf(service)[0] ?? '';
  const answer = await fetch(urlIn(login), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: bodyIn(login),
  });
  const { tokens } = (await answer.json()) as { tokens: { access: string } };
  return { authorization: `Bearer ${tokens.access}` };
}

function urlIn(command: string): string {
  return /http:\S+/.exec(command)?.[0] ?? '';
}

function bodyIn(command: string): string {
  return /-d '([^']*)'/.exec(command)?.[1] ?? '';
}

function hasCurl(): boolean {
  try {
    return user.type(['curl --version']) !== '';
  } catch {
    // A slim machine: the same is fetched then.
    return false;
  }
}

/** What a terminal does to everything that runs in it. */
async function ctrlC(service: Started): Promise<void> {
  service.signal('SIGINT');
  await service.exited;
  await eventually(() => expect(user.processes()).toEqual([]), DEADLINE_MS);
}

/** Process id of the PostgreSQL that has the data folder. */
function postmaster(): number {
  return Number(postmasterFile().split('\n')[0]);
}

function postmasterFile(): string {
  return readFileSync(join(user.postgresFolder, 'postmaster.pid'), 'utf8');
}

async function occupyPort(): Promise<number> {
  const server = await new Promise<Server>((resolve, reject) => {
    const opened = createServer();
    opened.once('error', reject).listen(0, () => resolve(opened));
  });
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

/** What the service said beside npm's announcement of the script. */
function onlySentence(output: string): string {
  const said = output.split('\n').filter((line) => !/^(> .*|npm .*|\s*)$/.test(line));
  expect(said, output).toHaveLength(1);
  return said.join();
}
