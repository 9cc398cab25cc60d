import { createHash } from 'node:crypto';
import type { Db } from '../platform/db.ts';
import { hasAudit, listChains, type StoredChain } from './audit.store.ts';
import { type BrokenLink, brokenLink } from './audit-chain.rules.ts';

export interface AuditVerdict {
  readonly appointments: number;
  readonly entries: number;
  /** SHA-256 over the last hash of every appointment, by id; two copies are the same if it is. */
  readonly digest: string;
  readonly broken: (BrokenLink & { readonly appointmentId: string }) | undefined;
}

const BATCH = 500;

/** Walks the audit of every appointment and stops at the first link that does not hold. */
export async function verifyAudit(db: Db): Promise<AuditVerdict> {
  if (!(await hasAudit(db))) throw new Error('This database has no audit: migrate it first.');
  const digest = createHash('sha256');
  let [appointments, entries] = [0, 0];
  let after: string | undefined;
  for (;;) {
    const chains = await listChains(db, after, BATCH);
    for (const chain of chains) {
      appointments += 1;
      entries += chain.entries.length;
      const broken = brokenLink({ ...chain, entries: chain.entries.map(hashed) });
      if (broken !== undefined)
        return {
          appointments,
          entries,
          digest: '',
          broken: { appointmentId: chain.id, ...broken },
        };
      digest.update(`${chain.id} ${chain.entries.at(-1)?.hash}\n`);
    }
    const last = chains.at(-1);
    if (last === undefined)
      return { appointments, entries, digest: digest.digest('hex'), broken: undefined };
    after = last.id;
  }
}

function hashed({ content, ...entry }: StoredChain['entries'][number]) {
  return { ...entry, computed_hash: createHash('sha256').update(content).digest('hex') };
}
