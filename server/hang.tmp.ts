import { createServer } from 'node:http';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { httpDirectory } from '/work/main/server/src/directory/http-directory.ts';
import { deadline } from '/work/main/server/src/platform/deadline.ts';
for (const kind of ['display', 'decision'] as const) {
  let calls = 0;
  const server = createServer(() => { calls += 1; }); await new Promise<void>(r => server.listen(0, r));
  const url = `http://127.0.0.1:${(server.address() as any).port}`;
  const d = httpDirectory({ customers: url, vehicles: url, employees: url, notifications: url, authentication: url });
  const t0 = performance.now(); const all: Promise<unknown>[] = [];
  for (let i = 0; i < 2000; i++) {
    all.push((kind === 'display' ? d.look('vehicle', randomUUID(), 't', deadline(1000)) : d.findVehicle(randomUUID(), 't')).catch(() => 0));
    await sleep(Math.max(0, t0 + i * 10 - performance.now()));
  }
  await Promise.all(all);
  console.log(kind, 'hanging peer: calls in 20 s at 100/s:', calls);
  server.closeAllConnections(); server.close();
}
process.exit(0);
