import { expect } from '@playwright/test'
import { factsOf } from '../../src/shared/facts.ts'
import { barOf } from '../../src/shared/memory-bar.ts'
import { shownModel } from '../../src/shared/model-text.ts'
import { shownSuggestion } from '../../src/shared/relief-text.ts'
import { headlineOf } from '../../src/shared/sentence.ts'
import { isNoticeableGrowth } from '../../src/shared/showing.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import {
  formatBytes,
  formatBytesPerSecond,
  formatGrowth,
  formatRatio,
  formatRoom,
  formatSum,
} from '../../src/shared/units.ts'
import type { Seen, SeenApp } from './figures-page.ts'

export type FigureLanguage = 'en' | 'de'
type Write = (figure: string) => string

/** What is a figure of ours in a text, without its unit: `4.1`, `771`, `97`. */
const numbersIn = (text: string): readonly string[] => text.match(/\d+(?:[.,]\d+)*/g) ?? []

const inGB: Readonly<Record<string, number>> = { TB: 1e3, GB: 1, MB: 1e-3, kB: 1e-6, B: 1e-9 }
/** `4,1 GB` as 4.1. */
function gigabytesOf(figure: string): number {
  const [, number = '', unit = ''] = /([\d.,]+) (TB|GB|MB|kB|B)$/.exec(figure) ?? []
  return Number(number.replace(',', '.')) * (inGB[unit] ?? Number.NaN)
}
const sumOf = (figures: readonly string[]): number =>
  figures.reduce((sum, one) => sum + gigabytesOf(one), 0)

/** Every figure that is shown is that of the Snapshot, and what stands below a sum comes to it as it is shown. */
export function expectAgreed(seen: Seen, tick: Snapshot, language: FigureLanguage): void {
  const write: Write = (figure) =>
    language === 'de' ? figure.replace(/(\d)\.(\d)/g, '$1,$2') : figure
  expect(seen.headline).toBe(write(headlineOf(tick).figure ?? ''))
  expectBar(seen, tick, write)
  expectModels(seen, tick, write)
  expectApps(seen, tick, write)
  expectFacts(seen, tick, write)
  expectAlerts(seen, tick, write)
  expectSuggestion(seen, tick, write)
}

function expectBar({ whole, legend }: Seen, tick: Snapshot, write: Write): void {
  const bar = barOf(tick)
  if (bar === null) return expect(legend).toEqual([])
  const roomAt = bar.stretches.findIndex(({ kind }) => kind === 'room')
  const { total, parts } = formatSum(
    bar.stretches.map(({ bytes }) => bytes),
    roomAt,
  )
  expect(whole).toBe(write(total))
  const shown = parts.flatMap((part, at) => {
    const { bytes = 0 } = bar.stretches[at] ?? {}
    if (at === roomAt) return [write(bytes > 0 ? formatRoom(bytes) : part)]
    return Number.parseFloat(part) > 0 ? [write(part)] : []
  })
  expect(legend.flatMap(({ figures }) => figures)).toEqual(shown)
  // a room below 1 GB stands in MB, as in the headline
  expect(Math.abs(sumOf(shown) - gigabytesOf(whole))).toBeLessThan(
    (bar.stretches[roomAt]?.bytes ?? 0) < 1e9 ? 0.1 : 1e-6,
  )
}

function expectModels({ models }: Seen, tick: Snapshot, write: Write): void {
  const told = tick.models.map((model) => shownModel(model, tick))
  expect(models.map(({ name }) => name)).toEqual(told.map(({ name }) => name))
  for (const [at, { size, context }] of told.entries()) {
    const shown = models[at]?.figures ?? []
    if (size !== null) expect(shown[0]).toBe(write(size.figure))
    if (context !== null)
      expect(numbersIn(shown.at(-1) ?? '')).toEqual(numbersIn(write(context.text)))
  }
}

function expectApps({ apps, rest }: Seen, tick: Snapshot, write: Write): void {
  const sorted = tick.apps.toSorted((one, other) => other.memoryBytes - one.memoryBytes)
  for (const [at, row] of apps.entries()) {
    const app = sorted[at]
    if (app === undefined) throw new Error(`${row.name} is not in the Snapshot`)
    const { name, memoryBytes, gpuRatio, growthBytesPerMinute: growth } = app
    expect(row.name).toBe(name)
    const share = gpuRatio === null || gpuRatio < 0.01 ? [] : [`GPU ${formatRatio(gpuRatio)}`]
    expect(row.figures).toEqual([...share, formatBytes(memoryBytes)].map(write))
    const grows = growth !== null && isNoticeableGrowth(growth)
    expect(numbersIn(row.growth)).toEqual(grows ? numbersIn(write(formatGrowth(growth))) : [])
    expectProcesses(row)
  }
  const others = sorted.slice(apps.length)
  const restBytes = others.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0)
  if (others.length === 0) return expect(rest).toBe('')
  expect(rest).toContain(write(formatBytes(restBytes)))
  expect(numbersIn(rest)[0]).toBe(String(others.length))
}

/** As they are shown they come to their app. */
function expectProcesses({ name, figures, processes }: SeenApp): void {
  if (processes.length === 0) return
  const sum = sumOf(processes.flatMap((one) => one.figures))
  expect(sum, `the processes of ${name}`).toBeCloseTo(gigabytesOf(figures.at(-1) ?? ''), 6)
}

function expectFacts({ facts }: Seen, tick: Snapshot, write: Write): void {
  const told = factsOf(tick)
  const textOf = (name: string): string => {
    const { value = '', note = null } = told.find((fact) => fact.name === name) ?? {}
    return note === null ? value : `${value} ${note}`
  }
  const { swap, cost, power } = tick
  const valueOf = (name: string): string => told.find((fact) => fact.name === name)?.value ?? ''
  const rates =
    swap.kind === 'ok'
      ? [swap.outBytesPerSecond, swap.inBytesPerSecond].filter(
          (rate): rate is number => rate !== null && rate > 0,
        )
      : []
  const own = tick.apps.find(({ isHeadroom }) => isHeadroom)
  const expected = [
    textOf('Pressure'),
    rates.length === 0
      ? textOf('Swap')
      : [valueOf('Swap'), ...rates.map(formatBytesPerSecond)].join(' '),
    power.kind === 'ok' ? `${valueOf('GPU')} ${textOf('Power')}` : textOf('GPU'),
    cost.kind === 'ok'
      ? `${formatBytes(own?.memoryBytes ?? cost.residentBytes)} ${cost.cpuRatio === null ? '' : formatRatio(cost.cpuRatio)}`
      : '',
  ]
  expect(facts.flatMap(({ figures }) => numbersIn(figures.join(' ')))).toEqual(
    expected.flatMap((text) => numbersIn(write(text))),
  )
}

/** What is needed is what there is and what lacks, as they are shown; each stands in the sentence too. */
function expectAlerts({ alerts }: Seen, tick: Snapshot, write: Write): void {
  const shown = alerts.filter(({ figures }) => figures.length > 0)
  for (const { figures } of shown) {
    const memory = figures.filter((one) => !Number.isNaN(gigabytesOf(one)))
    const [need, have, gap] = memory
    if (need !== undefined && have !== undefined && gap !== undefined)
      expect(gigabytesOf(have) + gigabytesOf(gap)).toBeCloseTo(gigabytesOf(need), 6)
    const said = tick.alerts.map(({ title, sentence }) => write(`${title} ${sentence}`)).join(' ')
    for (const figure of figures) {
      const [number = ''] = numbersIn(figure)
      expect(numbersIn(said)).toContain(number)
    }
  }
}

function expectSuggestion({ suggestion }: Seen, tick: Snapshot, write: Write): void {
  if (tick.suggestion === null) return expect(suggestion).toBeNull()
  const told = shownSuggestion(tick.suggestion)
  expect(suggestion?.steps.flatMap(({ figures }) => figures.flatMap(numbersIn))).toEqual(
    told.steps.flatMap(({ figure }) => numbersIn(write(figure))),
  )
  expect(numbersIn(suggestion?.lead ?? '')).toEqual(numbersIn(write(told.lead)))
}
