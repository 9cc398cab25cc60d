import type { AppointmentListItem } from '../api.ts';

/** A card where it was just put, until what the service lists says the same. */
export interface Arranged {
  /** With its new place and, once the move is made, its new version. */
  readonly item: AppointmentListItem;
  readonly isMade: boolean;
}

/** What is listed, with the own moves that it does not show yet. */
export function withMoves(
  listed: readonly AppointmentListItem[],
  moves: ReadonlyMap<string, Arranged>,
): readonly AppointmentListItem[] {
  if (moves.size === 0) return listed;
  const unseen = new Map(moves);
  const arranged = listed.map((item) => {
    const move = moves.get(item.id);
    unseen.delete(item.id);
    return move === undefined || isShown(item, move) ? item : move.item;
  });
  return [...arranged, ...[...unseen.values()].map(({ item }) => item)];
}

function isShown(listed: AppointmentListItem, { item, isMade }: Arranged): boolean {
  return isMade && listed.version >= item.version;
}
