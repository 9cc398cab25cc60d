import type { Call, Caller, Operation } from '../history/history.ts';
import type { Stage } from '../stage/stage.ts';
import type { Sender } from './send.ts';

const CUSTOMERS = 6;
const LISTS = ['/appointments/?', '/appointments/?status=pending&'];
const HISTORY = '/history/?';
const MOST_PAGES = 2_000;

/** Reads, once nothing changes any more, every page of every list as each kind of caller. */
export async function readAll({
  sender,
  stage,
}: {
  readonly sender: Sender;
  readonly stage: Stage;
}): Promise<void> {
  const { admins, employees, customers } = stage.people;
  const server = stage.servers[0]?.url ?? '';
  const read = (caller: Caller, asked: Pick<Call, 'operation' | 'path'>): Promise<Operation> =>
    sender.send(server, {
      ...{ caller, ...asked, method: 'GET', target: null, body: null, key: null, ifMatch: null },
      ...{ process: `reader at rest ${caller.id}`, phase: 'rest', epoch: -1 },
    });
  async function readPages(caller: Caller, list: string): Promise<void> {
    const operation = list === HISTORY ? 'read_lines' : 'read_list';
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const { answer } = await read(caller, { operation, path: `${list}page=${page}` });
      if ((answer as { next?: unknown } | undefined)?.next == null) return;
    }
  }
  const some = customers.slice(0, CUSTOMERS);
  for (const caller of [...admins.slice(0, 1), ...employees.slice(0, 1), ...some]) {
    for (const list of LISTS) await readPages(caller, list);
    await read(caller, { operation: 'read_stats', path: '/appointments/stats/' });
  }
  for (const caller of [...admins.slice(0, 1), ...some]) await readPages(caller, HISTORY);
}
