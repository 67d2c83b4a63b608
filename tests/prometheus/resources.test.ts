import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod/mini'
import { families } from '../../src/main/web/metrics/metrics.ts'
import { jsonIn } from '../../src/shared/parse.ts'
import { tempFolder } from '../processes.ts'
import { parseExposition } from '../web/metrics/exposition.ts'
import { groupedBy, namedIn } from './expressions.ts'
import { lacking, prometheusWords, promtool } from './own-prometheus.ts'
import { createTexts, recordingNames } from './replayed-texts.ts'

const folder = fileURLToPath(new URL('../../resources/prometheus/', import.meta.url))
const textOf = (name: string): string => readFileSync(join(folder, name), 'utf8')

const textsOf = createTexts()

const rulesShape = z.object({
  groups: z.array(
    z.object({
      rules: z.array(
        z.object({
          record: z.optional(z.string()),
          alert: z.optional(z.string()),
          expr: z.string(),
          annotations: z.optional(z.object({ summary: z.string(), description: z.string() })),
        }),
      ),
    }),
  ),
})
const rules = rulesShape
  .parse(parse(textOf('headroom.rules.yml')))
  .groups.flatMap((one) => one.rules)

const panelShape = z.object({
  id: z.number(),
  type: z.string(),
  title: z.string(),
  gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
  datasource: z.optional(z.object({ uid: z.string() })),
  targets: z.optional(z.array(z.object({ expr: z.string(), refId: z.string() }))),
})
const dashboardShape = z.object({
  schemaVersion: z.number(),
  templating: z.object({
    list: z.array(
      z.object({ name: z.string(), type: z.string(), definition: z.optional(z.string()) }),
    ),
  }),
  panels: z.array(panelShape),
})
const dashboard = dashboardShape.parse(jsonIn(textOf('headroom.dashboard.json')))

const ofDashboard = [
  ...dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
  ...dashboard.templating.list.flatMap(({ definition }) => {
    const asked = /^label_values\((.*), (\w+)\)$/.exec(definition ?? '')
    return asked?.[1] === undefined ? [] : [asked[1]]
  }),
]
const expressions = [...rules.map(({ expr }) => expr), ...ofDashboard]

/** What Prometheus itself adds. */
const ofPrometheus: ReadonlySet<string> = new Set(['up'])
const recorded = new Set(rules.flatMap(({ record }) => record ?? []))
const targetLabels = ['job', 'instance']
const labelsOf = new Map(families.map(({ name, labels }) => [name, [...labels, ...targetLabels]]))

/** Nobody silences an alert in a replay. */
const neverReplayed: ReadonlySet<string> = new Set(['headroom_alert_snoozed'])

describe('the rules and the dashboard', () => {
  test('name no metric that a replayed machine does not tell', async () => {
    const seen = new Set<string>()
    for (const name of recordingNames) {
      for (const text of await textsOf(name)) {
        for (const metric of parseExposition(text).types.keys()) seen.add(metric)
      }
    }
    const names = new Set(expressions.flatMap(namedIn).map(({ name }) => name))
    const unknown = [...names].filter(
      (name) => ![seen, recorded, neverReplayed, ofPrometheus].some((known) => known.has(name)),
    )
    expect(unknown).toEqual([])
    expect(names.size).toBeGreaterThan(15)
    expect([...neverReplayed].filter((name) => seen.has(name) || !labelsOf.has(name))).toEqual([])
  }, 60_000)

  test('match and group by labels that there are', () => {
    const wrong = expressions.flatMap((expression) => {
      const metrics = namedIn(expression)
      const known = new Set(metrics.flatMap(({ name }) => labelsOf.get(name) ?? targetLabels))
      const matched = metrics.flatMap(({ name, labels }) =>
        labels.filter((label) => !(labelsOf.get(name) ?? targetLabels).includes(label)),
      )
      return [...matched, ...groupedBy(expression).filter((label) => !known.has(label))]
    })
    expect(wrong).toEqual([])
  })

  test('every alert says in two sentences what it is and what to do', () => {
    const alerts = rules.filter(({ alert }) => alert !== undefined)
    expect(alerts.length).toBeGreaterThan(8)
    const mute = alerts.filter(
      ({ annotations }) =>
        (annotations?.summary ?? '') === '' || (annotations?.description ?? '') === '',
    )
    expect(mute).toEqual([])
    expect([...recorded].filter((name) => !/^[a-z_]+:headroom_[a-z_]+:[a-z]+$/.test(name))).toEqual(
      [],
    )
  })

  test('panels have ids of their own, lie beside each other, and ask the Prometheus that is chosen', () => {
    const { panels } = dashboard
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
    const overlapping = panels.flatMap((one, index) =>
      panels
        .slice(index + 1)
        .filter((other) => doOverlap(one.gridPos, other.gridPos))
        .map((other) => `${one.title} and ${other.title}`),
    )
    expect(overlapping).toEqual([])
    expect(panels.filter(({ gridPos: { x, w } }) => x + w > 24)).toEqual([])
    const elsewhere = panels.filter(
      ({ type, datasource }) => type !== 'row' && datasource?.uid !== '${datasource}',
    )
    expect(elsewhere).toEqual([])
    expect(dashboard.templating.list.map(({ name }) => name)).toEqual(['datasource', 'job', 'mac'])
  })
})

type Grid = z.infer<typeof panelShape>['gridPos']
const doOverlap = (one: Grid, other: Grid): boolean =>
  one.x < other.x + other.w &&
  other.x < one.x + one.w &&
  one.y < other.y + other.h &&
  other.y < one.y + one.h

describe('the page on many Macs', () => {
  const page = textOf('README.md')

  test('says of every metric what it is, and names none that is not there', () => {
    const told = new Set(
      [...page.matchAll(/`((?:headroom|process)_[a-z_]+)/g)].map(([, name = '']) => name),
    )
    const names = families.map(({ name }) => name)
    expect(names.filter((name) => !page.includes(`\`${name}`))).toEqual([])
    expect([...told].filter((name) => !names.includes(name))).toEqual([])
  })

  test('names every alert and every recorded figure', () => {
    const names = rules.map(({ alert, record }) => alert ?? record ?? '')
    expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([])
  })
})

describe.skipIf(lacking !== null)(`promtool (${prometheusWords})`, () => {
  test.each(recordingNames)('finds nothing in what the replay of %s says', async (name) => {
    const texts = await textsOf(name)
    const some = [texts[0], texts[Math.floor(texts.length / 2)], texts.at(-1)]
    const said = await Promise.all(some.map((text) => promtool(['check', 'metrics'], text)))
    expect(said).toEqual(some.map(() => ({ isRight: true, said: '' })))
  })

  test('finds what is wrong', async () => {
    const text = '# TYPE headroom_room_kilobytes gauge\nheadroom_room_kilobytes 1\n'
    const { isRight, said } = await promtool(['check', 'metrics'], text)
    expect([isRight, said]).toEqual([false, expect.stringContaining('base unit')])
  })

  test('takes the rules, and each alert fires when it should and only then', async () => {
    const checked = await promtool(['check', 'rules', join(folder, 'headroom.rules.yml')])
    expect(checked).toMatchObject({ isRight: true, said: expect.stringContaining('SUCCESS') })
    const tests = fileURLToPath(new URL('headroom.rules.test.yml', import.meta.url))
    expect(await promtool(['test', 'rules', tests])).toMatchObject({ isRight: true })
    const unproved = rules
      .flatMap(({ alert, record }) => alert ?? record ?? [])
      .filter((name) => !readFileSync(tests, 'utf8').includes(name))
    expect(unproved).toEqual(['job_rule_severity:headroom_alert_active:sum'])
  })

  test('takes the example, with the files that it says lie beside it', async () => {
    const own = tempFolder()
    mkdirSync(join(own, 'macs'))
    cpSync(join(folder, 'headroom.rules.yml'), join(own, 'headroom.rules.yml'))
    cpSync(join(folder, 'macs.example.yml'), join(own, 'macs', 'all.yml'))
    cpSync(join(folder, 'scrape.example.yml'), join(own, 'prometheus.yml'))
    for (const name of ['headroom.token', 'headroom.ca.pem']) writeFileSync(join(own, name), '')
    const { isRight, said } = await promtool(['check', 'config', join(own, 'prometheus.yml')])
    expect([isRight, said]).toEqual([true, expect.stringContaining('SUCCESS')])
  })
})
