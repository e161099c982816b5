/** Stops what the set-up started; an interrupted run is cleaned up by the servers' supervisors instead. */
export default async function stopServers(): Promise<void> {
  await globalThis.testInfrastructure?.stop();
}
