import { createServer } from 'node:net';

/** Rejects with a sentence for people when something else listens at the address. */
export async function ensureFree(host: string, port: number, variable: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? portTaken(port, variable) : error);
    });
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve()));
  });
}

/** The error of a port that something else uses. */
function portTaken(port: number, variable: string): Error {
  return new Error(
    `Port ${port} is in use by another program. Stop that program, or choose another port with ${variable}=…`,
  );
}
