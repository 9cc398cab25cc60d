/** Chance that repeats itself: everything that a run draws comes from its seed. */
export interface Random {
  /** From 0, included, to 1, excluded. */
  next(): number;
  /** A whole number from 0 to below `end`. */
  below(end: number): number;
  chance(probability: number): boolean;
  pick<Item>(items: readonly Item[]): Item | undefined;
  /** One of the items, each as likely as its weight says. */
  weighted<Item>(items: readonly (readonly [item: Item, weight: number])[]): Item;
  shuffled<Item>(items: readonly Item[]): Item[];
  uuid(): string;
  /** A stream of its own, the same for the same name. */
  branch(name: string): Random;
}

/** Starts a stream of chance (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number): number => Math.floor(next() * end);
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    pick: (items) => items[below(items.length)],
    weighted(items) {
      const [first] = items;
      if (first === undefined) throw new Error('There is nothing to choose from.');
      let left = next() * items.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [item, weight] of items) {
        left -= weight;
        if (left < 0) return item;
      }
      return first[0];
    },
    shuffled(items) {
      const mixed = [...items];
      for (let end = mixed.length; end > 1; end -= 1) {
        const other = below(end);
        [mixed[end - 1], mixed[other]] = [mixed[other] as never, mixed[end - 1] as never];
      }
      return mixed;
    },
    uuid() {
      const hex = Array.from({ length: 32 }, () => below(16).toString(16)).join('');
      return [
        hex.slice(0, 8),
        hex.slice(8, 12),
        hex.slice(12, 16),
        hex.slice(16, 20),
        hex.slice(20),
      ].join('-');
    },
    branch: (name) => randomFrom(hashOf(`${seed} ${name}`)),
  };
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text)
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash;
}
