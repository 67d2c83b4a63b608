import type { Snapshot } from '../../../shared/snapshot.ts'
import { printable } from '../../../shared/printable.ts'
import { withoutUsers } from '../../../shared/without-users.ts'
import type { LateTicks } from '../../monitor/lateness.ts'

/** A foreign name is cut before anything looks at it, and once more as a label. */
const maxNameLength = 1_000
const maxLabelLength = 120

/** What a scrape is told of. */
export interface Scraped {
  readonly snapshot: Snapshot
  readonly lateTicks: LateTicks | null
  readonly own: OwnProcess
}

/** The process that is scraped, be it that of a replay. */
export interface OwnProcess {
  readonly version: string
  readonly cpuSeconds: number
  readonly residentBytes: number
  readonly startedAtMs: number
}

export interface Sample {
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

/** All series of one name. */
export interface Family {
  readonly name: string
  readonly help: string
  readonly kind?: 'counter'
  readonly labels: readonly string[]
  /** What two that say the same of themselves come to: two apps of one name are one series. */
  readonly joined: 'sum' | 'least' | 'most'
  /** Series, at most: the largest. */
  readonly most: number
  /** Of what is not known there is none. */
  readonly samplesOf: (scraped: Scraped) => readonly Sample[]
}

/** Bounded, on one line, without control characters and names of users, and UTF-8 as it is. */
export const labelOf = (name: string): string =>
  printable(
    withoutUsers(name.slice(0, maxNameLength).toWellFormed()),
    maxLabelLength,
  ).toWellFormed()

/** The series of a family as they are written: no two with the same labels, no more than there may be, in a steady order. */
export function seriesOf(family: Family, scraped: Scraped): readonly Sample[] {
  const samples = family.samplesOf(scraped).map(({ labels, value }) => ({
    labels: Object.fromEntries(family.labels.map((name) => [name, labelOf(labels[name] ?? '')])),
    value,
  }))
  const byLabels = Map.groupBy(
    samples.filter(({ value }) => Number.isFinite(value)),
    ({ labels }) => JSON.stringify(Object.values(labels)),
  )
  return [...byLabels]
    .map(([key, [first, ...others]]) => ({
      key,
      labels: first?.labels ?? {},
      value: others.reduce((all, { value }) => join(family, all, value), first?.value ?? 0),
    }))
    .toSorted((one, other) => other.value - one.value || (one.key < other.key ? -1 : 1))
    .slice(0, family.most)
    .toSorted((one, other) => (one.key < other.key ? -1 : 1))
}

function join({ joined }: Family, one: number, other: number): number {
  switch (joined) {
    case 'sum':
      return one + other
    case 'least':
      return Math.min(one, other)
    case 'most':
      return Math.max(one, other)
  }
}

/** A family of one figure without labels; null: it is not known. */
export const figure = (
  name: string,
  help: string,
  valueIn: (scraped: Scraped) => number | null,
): Family => ({
  name,
  help,
  labels: [],
  joined: 'most',
  most: 1,
  samplesOf: (scraped) => {
    const value = valueIn(scraped)
    return value === null ? [] : [{ labels: {}, value }]
  },
})

/** Each word it could be is a series; the one that holds is 1. null: it is not known. */
export const states = (
  { name, help, label }: { readonly name: string; readonly help: string; readonly label: string },
  words: readonly string[],
  wordIn: (snapshot: Snapshot) => string | null,
): Family => ({
  name,
  help,
  labels: [label],
  joined: 'most',
  most: words.length,
  samplesOf: ({ snapshot }) => {
    const word = wordIn(snapshot)
    if (word === null) return []
    return words.map((one) => ({ labels: { [label]: one }, value: one === word ? 1 : 0 }))
  },
})
