import { keyOf } from '../../src/main/host/host.ts'
import { sumOf } from '../bench/macos/budget.ts'
import { costs, type Cost } from '../bench/macos/costs.ts'
import { simulate, type Scene } from '../bench/macos/simulate.ts'
import { medianOf } from '../frame/median.ts'
import { formatTable } from '../frame/table.ts'
import { judged, notAsked, type Doubt } from './doubt.ts'
import type { Mac } from './mac.ts'
import type { RunCommand } from './run-command.ts'
import type { AskedSource } from './sources.ts'

const runCount = 5

/** What one source takes: the median of five. */
export interface Measured {
  readonly name: string
  /** The key of its question, as in a recording. */
  readonly key: string
  readonly wallMs: number
  readonly cpuMs: number
}

// 0m0.001s 0m0.002s
// 0m0.012s 0m0.034s        (the second line is of the children)
/** Processor time of the children of a shell, by its builtin `times`; null where it prints something else. */
export function parseTimes(text: string): number | null {
  const [, , children = ''] = /^(.*)\n(.*)\n?$/.exec(text.trim()) ?? []
  const parts = [...children.matchAll(/(\d+)m(\d+)[.,](\d{3})s/g)]
  if (parts.length !== 2) return null
  return parts.reduce(
    (sum, [, minutes, seconds, ms]) =>
      sum + Number(minutes) * 60_000 + Number(seconds) * 1e3 + Number(ms),
    0,
  )
}

async function measureOnce(
  run: RunCommand,
  argv: readonly string[],
): Promise<{ readonly wallMs: number; readonly cpuMs: number | null }> {
  // the shell only starts it and reads its clock: the arguments are its own, none is ever read as a command
  const ran = await run(['/bin/bash', '-c', '"$@" > /dev/null 2>&1; times', 'bash', ...argv])
  return { wallMs: ran.tookMs, cpuMs: parseTimes(ran.stdout) }
}

/** null where a shell does not tell. */
export async function measure(mac: Mac, source: AskedSource): Promise<Measured | null> {
  const { question } = source.probe
  if (question.kind !== 'command') return null
  const runs = []
  for (let index = 0; index < runCount; index++)
    runs.push(await measureOnce(mac.run, question.argv))
  const cpu = runs.flatMap(({ cpuMs }) => cpuMs ?? [])
  if (cpu.length < runCount) return null
  return {
    name: `${source.tool} ${source.name}`,
    key: keyOf(question),
    wallMs: medianOf(runs.map(({ wallMs }) => wallMs)),
    cpuMs: medianOf(cpu),
  }
}

/** The published costs, with what was measured here in their place where it was. */
export const costsBy = (measured: readonly Measured[]): readonly Cost[] =>
  costs.map((cost) => {
    const found = measured.find(({ key }) => key.startsWith(cost.keyBegins))
    if (found === undefined || cost.isStream === true) return cost
    const { cpuMs } = found
    return {
      ...cost,
      knownBy: 'processor time',
      source: 'measured',
      ms: () => ({ least: cpuMs, usual: cpuMs, most: cpuMs }),
    }
  })

/** The bars of the project: Σ cost × cadence, of one core. */
const idleMostPercent = 0.5
const watchedMostPercent = 3
const scene: Scene = { isLooked: false, isOnBattery: false, powerBy: null, level: 'usual' }

export interface Budget {
  readonly idlePercent: number
  readonly watchedPercent: number
  readonly measuredCount: number
}

/** `simulateHour`: of the benchmark, which runs production's own clocks. */
export async function budgetOf(
  measured: readonly Measured[],
  simulateHour: typeof simulate = simulate,
): Promise<Budget> {
  const all = costsBy(measured)
  return {
    idlePercent: sumOf(await simulateHour(scene, all)),
    watchedPercent: sumOf(await simulateHour({ ...scene, isLooked: true }, all)),
    measuredCount: all.filter(({ source }) => source === 'measured').length,
  }
}

export const costTable = (measured: readonly Measured[]): string =>
  formatTable(
    [
      { title: 'source' },
      { title: 'wall', isNumber: true },
      { title: 'processor', isNumber: true },
    ],
    measured.map(({ name, wallMs, cpuMs }) => [
      name,
      `${wallMs.toFixed(0)} ms`,
      `${cpuMs.toFixed(0)} ms`,
    ]),
  )

/** `take`: is given what was measured, for the report. */
export const costDoubt = (
  sources: readonly AskedSource[],
  take: (measured: readonly Measured[]) => void,
): Doubt => ({
  id: 'cost',
  title: 'Does watching this Mac stay within its budget?',
  why: 'All costs that the clocks were made by were measured by others, on other machines.',
  assumption: `Σ cost × cadence <= ${idleMostPercent} % of a core while nobody looks, <= ${watchedMostPercent} % while somebody does`,
  at: [
    {
      file: 'src/main/monitor/darwin/shares.ts',
      text: 'What each costly command may take of one core',
    },
  ],
  marks: ['macos §10 cost'],
  deadlineMs: 300_000,
  ask: async (mac) => {
    const measured: Measured[] = []
    const failed: string[] = []
    for (const source of sources.filter(({ isRepeated }) => isRepeated)) {
      const one = await measure(mac, source)
      if (one === null) failed.push(`${source.tool} ${source.name}`)
      else measured.push(one)
    }
    take(measured)
    if (measured.length === 0) return notAsked('no shell tells processor time here')
    const { idlePercent, watchedPercent, measuredCount } = await budgetOf(measured)
    const evidence = [
      `nobody looks ${idlePercent.toFixed(2)} %, watched ${watchedPercent.toFixed(2)} %; ${measuredCount} of ${costs.length} costs measured here, the others as published`,
      costTable(measured),
      ...(failed.length === 0 ? [] : [`not measured: ${failed.join(', ')}`]),
    ].join('\n')
    const isWithin = idlePercent <= idleMostPercent && watchedPercent <= watchedMostPercent
    return judged(isWithin, evidence)
  },
})
