import { expect, test } from 'vitest';
import { type Entry, processStore } from '../platform/key-value-store.ts';
import { cachedDirectory } from './cached-directory.ts';
import { directoryUnavailable } from './directory.errors.ts';
import type { CustomerRecord, DirectorySource, NamesWanted } from './directory.ts';

const ADA: CustomerRecord = { id: 'ada', full_name: 'Ada Lovelace' };
const VEILED: CustomerRecord = { id: 'ada', full_name: 'Unknown Customer' };
const wanted: NamesWanted = {
  customers: new Set(['ada']),
  vehicles: new Set(),
  employees: new Set(),
};

/** A source that answers when it is told to, by the token of who asks. */
function slowSource(answers: Readonly<Record<string, CustomerRecord | undefined>>) {
  const waiting: (() => void)[] = [];
  const asked: string[] = [];
  const answer = async (token: string): Promise<CustomerRecord | undefined> => {
    asked.push(token);
    await new Promise<void>((resolve) => waiting.push(resolve));
    return answers[token];
  };
  const source: DirectorySource = {
    findCustomer: (_id, token) => answer(token),
    findVehicle: async () => undefined,
    findEmployee: async () => undefined,
    listVehicles: async () => [],
    listEmployees: async () => [],
    look: (async (_kind: string, _id: string, token: string) =>
      await answer(token)) as DirectorySource['look'],
  };
  return {
    source,
    asked,
    async answerAll(): Promise<void> {
      await settled();
      for (const answerOne of waiting.splice(0)) answerOne();
      await settled();
    },
  };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

function nameIn(names: Awaited<ReturnType<ReturnType<typeof cachedDirectory>['namesOf']>>) {
  return names.customers.get('ada')?.full_name;
}

test('five hundred who want the same name at once cost one question', async () => {
  const peers = slowSource({ admin: ADA, customer: ADA });
  const directory = cachedDirectory(peers.source, processStore());
  const readers = Array.from({ length: 500 }, (_, index) =>
    directory.namesOf(wanted, index % 2 === 0 ? 'admin' : 'customer'),
  );
  await peers.answerAll();
  const names = (await Promise.all(readers)).map(nameIn);
  expect(new Set(names)).toEqual(new Set(['Ada Lovelace']));
  expect(peers.asked).toHaveLength(1);
});

test.each([
  ['too little', VEILED],
  ['nothing', undefined],
])(
  'who joins somebody that is told %s asks once more, together with others of the same rights',
  async (_what, told) => {
    const peers = slowSource({ employee: told, admin: ADA });
    const directory = cachedDirectory(peers.source, processStore());
    const employee = directory.namesOf(wanted, 'employee');
    const admins = [directory.namesOf(wanted, 'admin'), directory.namesOf(wanted, 'admin')];
    await peers.answerAll();
    await peers.answerAll();
    expect(nameIn(await employee)).toBe(told?.full_name);
    expect((await Promise.all(admins)).map(nameIn)).toEqual(['Ada Lovelace', 'Ada Lovelace']);
    expect(peers.asked).toEqual(['employee', 'admin']);
  },
);

test('who joins somebody that gets no answer gets none either', async () => {
  const asked: string[] = [];
  const source: DirectorySource = {
    ...slowSource({}).source,
    look: async (_kind, _id, token) => {
      asked.push(token);
      await settled();
      throw directoryUnavailable('customer');
    },
  };
  const directory = cachedDirectory(source, processStore());
  const names = await Promise.all([
    directory.namesOf(wanted, 'employee'),
    directory.namesOf(wanted, 'admin'),
  ]);
  expect(names.map(nameIn)).toEqual([undefined, undefined]);
  expect(asked).toEqual(['employee']);
});

test('somebody who may see less is shown what somebody else has brought, and takes nothing away', async () => {
  const peers = slowSource({ employee: VEILED, admin: ADA });
  const directory = cachedDirectory(peers.source, processStore());
  const fact = directory.findCustomer('ada', 'admin');
  await peers.answerAll();
  await fact;
  const second = directory.findCustomer('ada', 'employee');
  await peers.answerAll();
  expect(await second).toEqual(VEILED);
  expect(nameIn(await directory.namesOf(wanted, 'employee'))).toBe('Ada Lovelace');
  expect(peers.asked).toEqual(['admin', 'employee']);
});

test('a fact is always asked for, and a name that is gone is forgotten', async () => {
  const answers: Record<string, CustomerRecord | undefined> = { admin: ADA };
  const peers = slowSource(answers);
  const directory = cachedDirectory(peers.source, processStore());
  const ask = async () => {
    const fact = directory.findCustomer('ada', 'admin');
    await peers.answerAll();
    return await fact;
  };
  expect(await ask()).toEqual(ADA);
  answers.admin = { id: 'ada', full_name: 'Ada King' };
  expect(await ask()).toEqual(answers.admin);
  expect(nameIn(await directory.namesOf(wanted, 'admin'))).toBe('Ada King');
  answers.admin = undefined;
  expect(await ask()).toBeUndefined();
  const names = directory.namesOf(wanted, 'admin');
  await peers.answerAll();
  expect(nameIn(await names)).toBeUndefined();
  expect(peers.asked).toHaveLength(4);
});

test('a look-up that began before a drop does not bring the old name back', async () => {
  const answers: Record<string, CustomerRecord | undefined> = { admin: ADA };
  const peers = slowSource(answers);
  const directory = cachedDirectory(peers.source, processStore());
  const early = directory.namesOf(wanted, 'admin');
  await settled();
  expect(await directory.drop('customer', 'ada')).toBe(true);
  await peers.answerAll();
  expect(nameIn(await early)).toBe('Ada Lovelace');

  answers.admin = { id: 'ada', full_name: 'Ada King' };
  const late = directory.namesOf(wanted, 'admin');
  await peers.answerAll();
  expect(nameIn(await late)).toBe('Ada King');
});

test('nobody waits for longer than a second for a service that does not answer', async () => {
  const peers = slowSource({});
  const begun = performance.now();
  const directory = cachedDirectory(peers.source, processStore());
  const names = await Promise.all([
    directory.namesOf(wanted, 'admin'),
    directory.namesOf(wanted, 'employee'),
  ]);
  expect(names.map(nameIn)).toEqual([undefined, undefined]);
  // A busy machine adds to it; what is decided on may take five seconds.
  expect(performance.now() - begun).toBeLessThan(4_500);
});

test.each([
  [0, 270],
  [0.5, 300],
  [0.999, 330],
])('names are kept for five minutes, give or take a tenth', async (random, seconds) => {
  const kept: Entry[] = [];
  const store = {
    ...processStore(),
    setMany: async (entries: readonly Entry[]) => {
      kept.push(...entries);
      return true;
    },
  };
  const peers = slowSource({ admin: ADA });
  const fact = cachedDirectory(peers.source, store, { random: () => random }).findCustomer(
    'ada',
    'admin',
  );
  await peers.answerAll();
  await fact;
  expect(kept).toEqual([
    { key: 'appointments:v1:customer:ada', value: JSON.stringify(ADA), seconds },
  ]);
});

test('only complete records are learned, from facts and from look-ups alike', async () => {
  const learned: unknown[] = [];
  const peers = slowSource({ admin: ADA, employee: VEILED });
  const directory = cachedDirectory(peers.source, processStore(), {
    learn: (kind, record) => void learned.push([kind, record]),
  });
  const asked = [
    directory.namesOf(wanted, 'employee'),
    directory.findCustomer('ada', 'employee'),
    directory.findCustomer('ada', 'nobody'),
  ];
  await peers.answerAll();
  await Promise.all(asked);
  expect(learned).toEqual([]);
  const told = [directory.findCustomer('ada', 'admin'), directory.namesOf(wanted, 'admin')];
  await peers.answerAll();
  await Promise.all(told);
  expect(learned).toEqual([
    ['customer', ADA],
    ['customer', ADA],
  ]);
});
