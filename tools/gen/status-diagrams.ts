import { mermaidOf, type StatusMachine } from '#common/aggregates/transitions.js';
import { aggregatesOf, type ServiceMap } from '#common/service/service-map.js';

const MARKED = /<!-- status:([a-z-]+) -->[^]*?<!-- \/status -->/g;

/** The machines of all services by name. @throws Error when two have one name */
export function machinesOf(maps: readonly ServiceMap[]): ReadonlyMap<string, StatusMachine<never>> {
  const machines = maps.flatMap((map) => aggregatesOf(map).flatMap(([type]) => type.machines ?? []));
  const byName = new Map(machines.map((machine) => [machine.name, machine]));
  if (byName.size < machines.length) throw new Error('Two status machines have the same name.');
  return byName;
}

/**
 * A document with its status diagrams as the code has them: each between `<!-- status:name -->` and `<!-- /status -->`.
 * @throws Error when a marker has no machine, or a machine no marker
 */
export function withDiagrams(text: string, machines: ReadonlyMap<string, StatusMachine<never>>): string {
  const drawn = new Set<string>();
  const document = text.replaceAll(MARKED, (_marked: string, name: string) => {
    const machine = machines.get(name);
    if (machine === undefined) throw new Error(`No aggregate has a status machine called ${name}.`);
    drawn.add(name);
    return `<!-- status:${name} -->\n\n\`\`\`mermaid\n${mermaidOf(machine)}\n\`\`\`\n\n<!-- /status -->`;
  });
  const missing = [...machines.keys()].filter((name) => !drawn.has(name));
  if (missing.length > 0) throw new Error(`The document has no marker for ${missing.join(', ')}.`);
  return document;
}
