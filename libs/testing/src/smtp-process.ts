// A mail server in a process of its own. Its first line is its port; each message it took is one more line. The local
// part of an address says what becomes of it: `refused@` never, `later@` not now.
import { SMTPServer } from 'smtp-server';

const answers: Readonly<Record<string, readonly [code: number, text: string]>> = {
  refused: [550, 'No such mail box'],
  later: [451, 'Come again'],
};

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  logger: false,
  onRcptTo({ address }, _session, done) {
    const answer = Object.entries(answers).find(([name]) => address.startsWith(`${name}@`))?.[1];
    done(answer === undefined ? undefined : Object.assign(new Error(answer[1]), { responseCode: answer[0] }));
  },
  onData(stream, session, done) {
    let raw = '';
    stream.setEncoding('utf8');
    stream.on('data', (part: string) => (raw += part));
    stream.on('end', () => {
      const to = session.envelope.rcptTo.map(({ address }) => address);
      process.stdout.write(`${JSON.stringify({ to, raw })}\n`);
      done();
    });
  },
});

const port = Number(process.argv[2] ?? 0);
server.listen(port, '127.0.0.1', () => {
  const address = server.server.address();
  process.stdout.write(`${typeof address === 'object' && address !== null ? address.port : ''}\n`);
});
