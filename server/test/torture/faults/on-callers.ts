import { connect } from 'node:net';
import { anywhere, type Fault, repeating, type Scene } from './fault.ts';

const EVERY_MS = 40;
const LONGEST_PATIENCE_MS = 60;

/** Callers that hang up in the middle of what they say, or before they hear the answer. */
export const HANG_UP: Fault = {
  name: 'hang-up',
  says: 'callers cut their connection at a random byte or moment',
  fits: anywhere,
  async inject(scene) {
    return repeating(EVERY_MS, () => hangUp(scene));
  },
};

async function hangUp({ load, stage, sender, random }: Scene): Promise<void> {
  const wanted = load.bookingWish(random);
  const server = random.pick(stage.servers);
  if (server === undefined) return;
  const { hostname, port } = new URL(server.url);
  await sender.record(
    { ...wanted, process: `rude caller ${random.uuid()}`, phase: 'load', epoch: load.epoch },
    async (head, body) => {
      const bytes = Buffer.from(head + body);
      // Half of them say everything and do not wait for the answer.
      const said = random.chance(0.5) ? bytes.length : random.below(bytes.length);
      const patience = random.below(LONGEST_PATIENCE_MS);
      await new Promise<void>((resolve) => {
        const socket = connect(Number(port), hostname);
        socket.on('error', () => socket.destroy());
        socket.on('close', () => resolve());
        socket.on('connect', () => {
          socket.write(bytes.subarray(0, said));
          setTimeout(() => socket.destroy(), patience);
        });
      });
    },
  );
}
