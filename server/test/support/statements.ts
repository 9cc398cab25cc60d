import pg from 'pg';
import { vi } from 'vitest';

/** The reading statements that this process sends to any database while something happens. */
export async function readsDuring(happening: () => Promise<unknown>): Promise<string[]> {
  const reads: string[] = [];
  const send = pg.Client.prototype.query as (...args: unknown[]) => unknown;
  const spy = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (
    this: pg.Client,
    ...args: unknown[]
  ) {
    const [query] = args;
    const text = typeof query === 'string' ? query : String((query as { text?: string }).text);
    if (/^\s*(select|with)\b/i.test(text)) reads.push(text);
    return send.apply(this, args);
  } as never);
  try {
    await happening();
  } finally {
    spy.mockRestore();
  }
  return reads;
}
