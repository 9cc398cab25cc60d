import { Command } from 'commander';
import { type Config, ConfigError, loadConfig } from './config.ts';
import type { Running } from './main.ts';

/** Stopping takes 10 s at most (contract 9.35); after that the process ends by force. */
const STOP_MS = 10_000;

const program = new Command('appointment-service').description(
  'Books vehicle service appointments. Settings come from environment variables and a .env file, see docs/configuration.md.',
);

program
  .command('serve', { isDefault: true })
  .description('serve the API and deliver notifications; with no settings, the embedded demo')
  .action(() => run(async (config) => await (await import('./main.ts')).serve(config)));

program
  .command('relay')
  .description('only deliver notifications, beside processes that serve the API')
  .action(() => run(async (config) => await (await import('./main.ts')).relay(config)));

program
  .command('migrate')
  .description('bring the database to the newest migration, then end')
  .action(async () => {
    const config = settings();
    const { migrateDatabase } = await import('./main.ts');
    await migrateDatabase(config, (line) => console.log(line));
    console.log('The database is up to date.');
  });

program.parseAsync().catch(fail);

async function run(start: (config: Config) => Promise<Running>): Promise<void> {
  const running = await start(settings());
  if (running.welcome !== '') console.log(running.welcome);
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      // A terminal's Ctrl-C reaches us once directly and may reach us again through npm.
      if (stopping) return;
      stopping = true;
      setTimeout(() => process.exit(1), STOP_MS).unref();
      running.stop().then(() => process.exit(0), fail);
    });
}

// Read before anything heavy is loaded, so that faults are told within a second.
function settings(): Config {
  return loadConfig();
}

function fail(error: unknown): never {
  console.error(error instanceof Error ? error.message : String(error));
  if (error instanceof ConfigError) for (const fault of error.faults) console.error(`  ${fault}`);
  process.exit(1);
}
