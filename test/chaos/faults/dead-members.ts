import kafkajs, { type Admin } from 'kafkajs';
import { connect } from 'node:net';
import { once } from 'node:events';
import type { ServiceName } from '#common/events/define-event.js';
import { SERVICES } from '../../../tools/services.js';
import type { Ground } from '../ground/ground.js';
import { groupsOf } from '../observe/groups.js';

const LEAVE_GROUP = 13;
const ANSWERED_WITHIN_MS = 2_000;

/**
 * Takes killed services out of their groups at once, as the broker does after their session timeout. Otherwise a
 * service that is killed every few seconds would hardly ever consume, and its crash points as a consumer would rarely
 * be hit.
 */
export class DeadMembers {
  private readonly admin: Admin;

  private constructor(private readonly ground: Ground) {
    const brokers = [ground.direct.kafkaBrokers];
    const kafka = new kafkajs.Kafka({ clientId: 'dead-members', brokers, logLevel: kafkajs.logLevel.NOTHING });
    this.admin = kafka.admin({ retry: { retries: 2 } });
  }

  static async open(ground: Ground): Promise<DeadMembers> {
    const opened = new DeadMembers(ground);
    await opened.admin.connect();
    return opened;
  }

  close(): Promise<void> {
    return this.admin.disconnect();
  }

  /** For a service that has just been killed. Does nothing while other instances run: the dead member is unknown. */
  async leave(service: ServiceName): Promise<void> {
    if (this.ground.fleet.instancesOf(service).length > 1) return;
    const groupIds = SERVICES.filter((map) => map.service === service)
      .flatMap((map) => groupsOf(map, this.ground.direct.topicPrefix))
      .map(({ groupId }) => groupId);
    const { groups } = await this.admin.describeGroups(groupIds);
    const dead = groups.flatMap(({ groupId, members }) => members.map(({ memberId }) => ({ groupId, memberId })));
    await Promise.all(dead.map(({ groupId, memberId }) => this.send(groupId, memberId)));
  }

  /** LeaveGroup, version 0. kafkajs sends it for its own members only. */
  private async send(groupId: string, memberId: string): Promise<void> {
    const [host = '', port] = this.ground.direct.kafkaBrokers.split(':');
    const head = Buffer.alloc(8);
    head.writeInt16BE(LEAVE_GROUP, 0);
    const request = Buffer.concat([head, ...['dead-members', groupId, memberId].map(text)]);
    const size = Buffer.alloc(4);
    size.writeInt32BE(request.length);
    const socket = connect(Number(port), host);
    socket.write(Buffer.concat([size, request]));
    try {
      await once(socket, 'data', { signal: AbortSignal.timeout(ANSWERED_WITHIN_MS) });
    } finally {
      socket.destroy();
    }
  }
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(2);
  length.writeInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
