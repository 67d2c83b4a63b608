import type { Unknown } from '../../shared/snapshot.ts'
import { machine } from '../probes/machine.ts'
import { read } from '../probes/probe.ts'
import type { Senses } from './senses.ts'
import { createSource } from './source.ts'

/** A platform whose memory Headroom cannot sense yet: what the machine is, and that nothing else is known. */
export function createNoSenses(platform: string): Senses {
  const facts = createSource({
    id: 'machine',
    title: 'machine (systeminformation)',
    pace: 'once',
    read: (asker) => read(asker, machine(platform)),
  })
  const unknown: Unknown = { kind: 'absent', reason: `Headroom has no sources for ${platform} yet` }
  return {
    sources: [facts],
    servers: null,
    listed: () => null,
    isMoving: () => false,
    hurriedBy: () => [],
    onLogNews: () => undefined,
    followedLogs: () => [],
    findingsNow: () => ({ findings: [], notices: [] }),
    findings: () => [],
    fold: (atMs) => ({
      machine: facts.partAt(atMs, (value) => value),
      memory: unknown,
      room: { ...unknown, state: 'unknown' },
      limit: unknown,
      gpu: unknown,
      pressure: unknown,
      swap: unknown,
      wired: unknown,
      disk: unknown,
      battery: unknown,
      power: unknown,
      thermal: unknown,
      apps: [],
      servers: [],
      models: [],
      loads: [],
      findings: [],
      notices: [],
      forecast: unknown,
      cost: unknown,
    }),
  }
}
