import type { BegunAct, EndedAct } from '../../src/main/history/act-line.ts'
import { actId } from '../../src/shared/ids.ts'

export const begunAt = (atMs: number, id: string, target = 'Loom'): BegunAct => ({
  id: actId(id),
  atMs,
  by: 'person',
  act: 'quit',
  target,
  server: null,
  request: 'SIGTERM to loom (4242)',
  isForced: false,
  heldBytes: 2.4e9,
  expectedBytes: 2.3e9,
})

export const endedAs = (id: string, further: Partial<EndedAct> = {}): EndedAct => ({
  id: actId(id),
  outcome: 'done',
  request: 'SIGTERM to loom (4242)',
  heldBytes: 2.4e9,
  expectedBytes: 2.3e9,
  returnedBytes: 2.1e9,
  tookMs: 900,
  sentence: 'Loom has quit: 2.1 GB came back (2.3 GB expected)',
  ...further,
})
