import { createPostgresBackend, setDefaultBackendFactory, Worker } from 'bullmq';

/** A worker process that takes one job, says so and never ends it; the spec kills it. Argument: queue and connection. */
const { queue, connection } = JSON.parse(process.argv[2]);
if (connection.connectionString) setDefaultBackendFactory(createPostgresBackend);

const work = async (job) => {
  process.stdout.write(`taken ${job.id}\n`);
  await new Promise(() => undefined);
};
const worker = new Worker(queue, work, { connection, lockDuration: 2000, stalledInterval: 500 });
worker.on('error', (error) => process.stderr.write(`${error.message}\n`));
