import { Argument, Command, InvalidArgumentError } from 'commander';
import { type Config, ConfigError, loadConfig } from './config.ts';
import { KINDS, type Kind } from './directory/directory.ts';
import { uuidOf } from './http/values.ts';
import type { Running } from './main.ts';
import { progressOn } from './platform/progress.ts';

/** Stopping takes 10 s at most (contract 9.35); after that the process ends by force. */
const STOP_MS = 10_000;
/** A start that is told to stop may finish within this time, and is then stopped in order. */
const START_MS = 3_000;

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
    const { runMigrations } = await import('./commands.ts');
    await runMigrations(config, (line) => console.log(line));
    console.log('The database is up to date.');
  });

program
  .command('seed_timeslots')
  .description(
    'create hourly time slots for the next business days, then end; existing ones are kept',
  )
  .option('--days <number>', 'number of business days, today included', wholeNumber(1, 3650), 30)
  .option('--start-hour <hour>', 'first hour of a day', wholeNumber(0, 23), 9)
  .option('--end-hour <hour>', 'hour at which a day ends', wholeNumber(1, 24), 17)
  .action(async (options: { days: number; startHour: number; endHour: number }) => {
    const { days, startHour, endHour } = options;
    if (endHour <= startHour)
      throw new Error(`--end-hour (${endHour}) must be later than --start-hour (${startHour}).`);
    const config = settings();
    const { seedTimeSlots } = await import('./commands.ts');
    const progress = progressOn(process.stdout);
    const plan = { days, opensAt: startHour, closesAt: endHour };
    const tell = (done: number) => progress.tell(`Business day ${done} of ${days} is done.`);
    const planned = await seedTimeSlots(config, plan, tell).finally(progress.end);
    console.log(`Created ${planned.created} time slots; ${planned.existing} were there already.`);
  });

program
  .command('cache_drop')
  .description('forget a cached name, so that every process asks for it anew; needs Redis')
  .addArgument(new Argument('<kind>', 'whose name').choices(KINDS))
  .argument('<id>', 'id of the user or vehicle', uuid)
  .action(async (kind: Kind, id: string) => {
    const config = settings();
    const { dropCachedName } = await import('./commands.ts');
    await dropCachedName(config, kind, id);
    console.log(`The ${kind} ${id} is no longer cached.`);
  });

program
  .command('verify-audit')
  .description(
    'walk the audit of every appointment, then end; exit code 1 names the first broken link',
  )
  .action(async () => {
    const config = settings();
    const { verifyStoredAudit } = await import('./commands.ts');
    const { appointments, entries, digest, broken } = await verifyStoredAudit(config);
    if (broken !== undefined)
      throw new Error(
        `The audit is broken: appointment ${broken.appointmentId}, entry ${broken.entry}: ${broken.fault}.`,
      );
    console.log(`The audit holds: ${appointments} appointments, ${entries} entries.`);
    console.log(`Digest ${digest}`);
  });

program.parseAsync().catch(fail);

function uuid(text: string): string {
  const id = uuidOf(text);
  if (id === undefined) throw new InvalidArgumentError('It must be a UUID.');
  return id;
}

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
}

async function run(start: (config: Config) => Promise<Running>): Promise<void> {
  let running: Running | undefined;
  let stopping = false;
  const stop = (started: Running): void => {
    setTimeout(() => process.exit(1), STOP_MS).unref();
    started.stop().then(() => process.exit(0), fail);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      // A terminal's Ctrl-C reaches us once directly and may reach us again through npm.
      if (stopping) return;
      stopping = true;
      if (running !== undefined) stop(running);
      else setTimeout(() => process.exit(1), START_MS).unref();
    });
  running = await start(settings());
  if (stopping) stop(running);
  else if (running.welcome !== '') console.log(running.welcome);
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
