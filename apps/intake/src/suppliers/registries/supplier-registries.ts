import type { RegistryAnswer, RegistryCheck } from '../domain/registry-answer.js';

/** The registers that an installation is connected to. A register that is away is an answer, never an error. */
export abstract class SupplierRegistries {
  /** Settles within a bounded time. */
  abstract ask(check: RegistryCheck, businessNumber: string): Promise<RegistryAnswer>;
}
