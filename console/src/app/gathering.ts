/** Several changes at once are looked up together. */
const GATHER_MS = 120;
/** What hangs for longer is not waited for: later changes would stay unseen. */
const LONGEST_MS = 5_000;

/**
 * Hands over what comes in batches, one at a time: whatever comes while a batch is being handled
 * waits for the next, so that a burst never cancels the reads that it has caused itself.
 */
export function gathering<Item>(
  handle: (items: readonly Item[]) => Promise<unknown>,
): (item: Item) => void {
  let gathered: Item[] = [];
  let isBusy = false;

  async function handleAll(): Promise<void> {
    isBusy = true;
    try {
      while (gathered.length > 0) {
        await pause(GATHER_MS);
        const items = gathered;
        gathered = [];
        await Promise.race([handle(items), pause(LONGEST_MS)]);
      }
    } finally {
      isBusy = false;
    }
  }

  return (item) => {
    gathered.push(item);
    if (!isBusy) void handleAll();
  };
}

async function pause(milliseconds: number): Promise<void> {
  await new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
}
