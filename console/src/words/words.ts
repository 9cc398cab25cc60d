import type { en } from './en.ts';

/** The shape of a catalogue: what English has, every language has. */
export type Words = typeof en;
