import { initiateReplicaSet } from '#infrastructure/readiness.js';

/**
 * Makes each mongod on the command line (`host:port`) a one-node replica set known by that name, which transactions and
 * change streams need. Runs once before the services. A store that is a replica set already stays unchanged.
 */
await Promise.all(
  process.argv.slice(2).map(async (member) => {
    await initiateReplicaSet(`mongodb://${member}/?directConnection=true`, member, 60_000);
    console.log(`${member} is a replica set`);
  }),
);
