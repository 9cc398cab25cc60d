import { describe, expect, test } from 'vitest';
import { brokenLink, type Chain, type ChainEntry } from './audit-chain.rules.ts';

const entry = (sequence: number, change: Partial<ChainEntry> = {}): ChainEntry => ({
  sequence,
  version: sequence,
  actions: sequence === 1 ? ['created'] : ['status_changed'],
  channel: 'api',
  changes: {},
  previous_hash: sequence === 1 ? null : `hash ${sequence - 1}`,
  hash: `hash ${sequence}`,
  computed_hash: change.hash ?? `hash ${sequence}`,
  ...change,
});
const created = entry(1, { changes: { status: { before: null, after: 'pending' } } });
const confirmed = entry(2, { changes: { status: { before: 'pending', after: 'confirmed' } } });
const removed = entry(3, {
  actions: ['deleted'],
  changes: { status: { before: 'confirmed', after: null } },
});
const stored = (version: number, status: string) => ({ version, fields: { status, younger: 1 } });

const SOUND: readonly (readonly [string, Chain])[] = [
  ['a booking', { entries: [created], live: stored(1, 'pending'), deleted: null }],
  ['a change', { entries: [created, confirmed], live: stored(2, 'confirmed'), deleted: null }],
  [
    'a deletion',
    { entries: [created, confirmed, removed], live: null, deleted: stored(3, 'confirmed') },
  ],
  [
    'a deletion by a writer that keeps nothing',
    {
      entries: [created, confirmed, { ...removed, channel: 'database' }],
      live: null,
      deleted: null,
    },
  ],
  [
    'an adopted row',
    { entries: [{ ...created, actions: ['adopted'] }], live: stored(1, 'pending'), deleted: null },
  ],
  [
    'a row that was deleted before the audit began',
    {
      entries: [
        entry(1, {
          actions: ['adopted', 'deleted'],
          changes: { status: { before: 'pending', after: null } },
        }),
      ],
      live: null,
      deleted: stored(1, 'pending'),
    },
  ],
];

test.each(SOUND)('%s holds', (_, chain) => {
  expect(brokenLink(chain)).toBeUndefined();
});

const live = stored(2, 'confirmed');
const BROKEN: readonly (readonly [string, Chain, number, RegExp])[] = [
  ['no entries', { entries: [], live, deleted: null }, 0, /no entries/],
  ['the first entry gone', { entries: [confirmed], live, deleted: null }, 2, /entry 1 is missing/],
  [
    'an entry gone from the middle',
    { entries: [created, entry(3)], live, deleted: null },
    3,
    /entry 2 is missing/,
  ],
  [
    'an entry rewritten',
    { entries: [created, { ...confirmed, computed_hash: 'other' }], live, deleted: null },
    2,
    /does not have its hash/,
  ],
  [
    'an entry rewritten with its hash',
    {
      entries: [{ ...created, hash: 'new', computed_hash: 'new' }, confirmed],
      live,
      deleted: null,
    },
    2,
    /hash of the entry before/,
  ],
  ['the last entry gone', { entries: [created], live, deleted: null }, 1, /has version 2/],
  [
    'a row changed past the audit',
    { entries: [created, confirmed], live: stored(2, 'completed'), deleted: null },
    2,
    /status is not what/,
  ],
  [
    'a row gone past the audit',
    { entries: [created, confirmed], live: null, deleted: null },
    2,
    /gone without a deletion/,
  ],
  [
    'a deleted row gone too',
    { entries: [created, confirmed, removed], live: null, deleted: null },
    3,
    /gone without a deletion/,
  ],
  [
    'a row that came back',
    { entries: [created, confirmed, removed], live, deleted: stored(3, 'confirmed') },
    3,
    /deleted and is there/,
  ],
  [
    'a deletion that nobody wrote',
    { entries: [created, confirmed], live: null, deleted: stored(3, 'confirmed') },
    2,
    /without a deletion/,
  ],
  [
    'a version left out',
    {
      entries: [created, { ...confirmed, version: 3 }],
      live: stored(3, 'confirmed'),
      deleted: null,
    },
    2,
    /does not follow/,
  ],
  [
    'a past that was not',
    {
      entries: [
        created,
        { ...confirmed, changes: { status: { before: 'cancelled', after: 'confirmed' } } },
      ],
      live,
      deleted: null,
    },
    2,
    /status was not what it says/,
  ],
  [
    'a second beginning',
    { entries: [created, { ...confirmed, actions: ['created'] }], live, deleted: null },
    2,
    /begins twice/,
  ],
  [
    'a beginning in the middle',
    { entries: [{ ...created, actions: ['edited'] }], live: stored(1, 'pending'), deleted: null },
    1,
    /does not begin/,
  ],
  [
    'a change after the deletion',
    {
      entries: [created, confirmed, removed, entry(4)],
      live: null,
      deleted: stored(4, 'confirmed'),
    },
    4,
    /was deleted before/,
  ],
];

describe('what does not hold is found at its entry', () => {
  test.each(BROKEN)('%s', (_, chain, at, fault) => {
    expect(brokenLink(chain)).toEqual({ entry: at, fault: expect.stringMatching(fault) });
  });
});
