/** The image's health check: exits with 0 when the service of this container is ready. */
const port = process.env['OPS_PORT'] ?? Number(process.env['PORT'] ?? 3000) + 100;
const answer = await fetch(`http://127.0.0.1:${port}/health/ready`, {
  signal: AbortSignal.timeout(3000),
}).catch((error: Error) => error);
if (answer instanceof Error || !answer.ok) {
  console.error(answer instanceof Error ? answer.message : `${answer.status} ${await answer.text()}`);
  process.exitCode = 1;
}
