import { readFile } from 'node:fs/promises';

/** Linux counts the time of a process in ticks of 10 ms. */
const TICK_US = 10_000;

/** CPU time that a process has used since its start, microseconds, in steps of 10,000. */
export async function cpuOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1');
  // The name in parentheses may contain blanks.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_US;
}

/** Resident memory of a process now, bytes. */
export async function residentOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'latin1');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1_024;
}

/** Samples the resident memory of a process while `work` goes on. @returns the largest sample, bytes */
export async function largestResident(pid: number, work: () => Promise<void>): Promise<number> {
  let largest = await residentOf(pid);
  const sampling = setInterval(() => {
    void residentOf(pid).then(
      (now) => (largest = Math.max(largest, now)),
      () => undefined,
    );
  }, 100);
  try {
    await work();
  } finally {
    clearInterval(sampling);
  }
  return Math.max(largest, await residentOf(pid));
}
