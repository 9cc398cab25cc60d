/** Where something is covered: a file below `server/`, and a test or a group of tests in it. */
export type Place = readonly [file: string, name: string];

export const story =
  (file: string) =>
  (name: string): Place => [`test/${file}.test.ts`, name];

export const rule =
  (file: string) =>
  (name: string): Place => [`src/${file}.test.ts`, name];

/** The group in which every recorded exchange is replayed. */
export const RECORDED: Place = story('contract/replay')(
  'what the service before answered is answered by this one, but for what is listed',
);
