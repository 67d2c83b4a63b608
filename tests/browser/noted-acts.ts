import type { ActLog, KeptAct } from '../../src/shared/act.ts'
import { actId } from '../../src/shared/ids.ts'
import { keptActOf } from '../shared/act-of.ts'
import { atMs } from '../shared/loaded.ts'

const hour = 3_600_000
const noted = (id: string, ago: number, change: Partial<KeptAct>): KeptAct =>
  keptActOf({ id: actId(id), atMs: atMs - ago, ...change })

/** Acts of every outcome, over three days: composed by us. */
export const notedActs: readonly KeptAct[] = [
  noted('quit', 60_000, {
    by: 'person',
    act: 'quit',
    target: 'Loom',
    server: null,
    request: 'SIGTERM to Loom (4242)',
    heldBytes: 2.3e9,
    expectedBytes: 2.3e9,
    returnedBytes: 2.14e9,
    tookMs: 4_200,
    sentence: 'Loom has quit: 2.1 GB came back (2.3 GB expected)',
  }),
  noted('alone', 5 * 60_000, {}),
  noted('held', 2 * hour, {
    by: 'person',
    outcome: 'held',
    target: 'qwen3-coder:30b-a3b-q4_K_M-with-a-name-that-is-too-long-for-any-row-of-this-list',
    returnedBytes: 0,
    sentence: null,
  }),
  noted('forced', 26 * hour, {
    by: 'person',
    act: 'quit',
    target: 'python3',
    server: null,
    request: 'SIGKILL to python3 (99)',
    isForced: true,
    heldBytes: 912e6,
    expectedBytes: 912e6,
    returnedBytes: 845e6,
    tookMs: 300,
    sentence: null,
  }),
  noted('still', 27 * hour, {
    by: 'person',
    act: 'quit',
    target: 'Pages',
    server: null,
    request: 'quit Pages',
    outcome: 'still-open',
    returnedBytes: null,
    sentence: null,
  }),
  noted('limit', 28 * hour, {
    by: 'person',
    act: 'limit',
    target: 'as macOS chooses',
    server: null,
    request: 'sudo sysctl iogpu.wired_limit_mb=0',
    heldBytes: null,
    expectedBytes: null,
    returnedBytes: null,
    tookMs: 9_000,
    sentence: null,
  }),
  noted('lost', 50 * hour, {
    outcome: null,
    returnedBytes: null,
    tookMs: null,
    sentence: null,
  }),
]

export const logOf = (acts: readonly KeptAct[], isCut = false): ActLog => ({
  schema: 'headroom/acts/1',
  acts,
  isCut,
})
