import { array, assert, asyncProperty, constantFrom, integer, oneof, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { families } from '../../../src/main/web/metrics/metrics.ts'
import type { App } from '../../../src/shared/app.ts'
import { appId, modelId, serverId } from '../../../src/shared/ids.ts'
import type { Snapshot } from '../../../src/shared/snapshot.ts'
import { five } from '../../shared/found.ts'
import { atMs, gemma, ollama } from '../../shared/loaded.ts'
import { muchKnown } from '../fake-core.ts'
import { parseExposition } from './exposition.ts'
import { scrapedText } from './scraped.ts'

const maxLabelLength = 120
/** As much as one scrape may ever bring: what the bounds of all families come to. */
const mostSeries = families.reduce((sum, { most }) => sum + most, 0)
const [anApp] = muchKnown.apps
const [aSource] = muchKnown.sources

/** A machine on which everybody may choose any name. */
const machineOf = (names: readonly string[]): Partial<Snapshot> => {
  if (anApp === undefined || aSource === undefined) throw new Error('nothing to name')
  return {
    ...muchKnown,
    mode: 'replay',
    atMs,
    machine: {
      kind: 'ok',
      atMs,
      isStale: false,
      platform: names[0] ?? '',
      operatingSystem: names[1] ?? '',
      processor: names[2] ?? '',
      model: names[3] ?? null,
      coreCount: null,
    },
    apps: names.map((name, index): App => ({ ...anApp, id: appId(`${index}`), name })),
    servers: names.map((title, index) => ({ ...ollama, id: serverId(`${index}`), title })),
    models: names.map((name, index) => ({
      ...gemma,
      id: modelId(`${index}`),
      serverId: serverId(`${index}`),
      name,
      quantization: name,
    })),
    sources: names.map((id) => ({ ...aSource, id })),
    findings: five,
  }
}

const unit = integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code))
const sly = constantFrom('"', '\\', '\n', '\r', '\t', '}', '{', ',', '\u001b[2J', '\0', '\u202e')
const anyName = oneof(
  string({ unit: 'binary', maxLength: 200 }),
  array(oneof(unit, sly), { maxLength: 200 }).map((units) => units.join('')),
)

test('all families together are bounded: a scrape brings less than a thousand series', () => {
  expect(mostSeries).toBeLessThan(1_000)
})

describe('whatever things are called', () => {
  test('the text is of its form, no series stands in it twice, and none is without bounds', async () => {
    const holds = asyncProperty(array(anyName, { maxLength: 120 }), async (names) => {
      const { samples, types } = parseExposition(await scrapedText(machineOf(names)))
      const known = new Set(families.map(({ name }) => name))
      expect([...types.keys()].filter((name) => !known.has(name))).toEqual([])
      expect(samples.length).toBeLessThanOrEqual(mostSeries)
      const values = samples.flatMap(({ labels }) => Object.values(labels))
      expect(values.filter((value) => value.length > maxLabelLength)).toEqual([])
      expect(values.filter((value) => /[\p{Cc}\u202e]/u.test(value))).toEqual([])
      expect(samples.filter(({ name }) => name === 'headroom_room_bytes')).toHaveLength(1)
    })
    await assert(holds, { numRuns: 60 })
  })

  test.each([
    [
      'another series',
      'evil"} 1\nheadroom_room_bytes 0\\',
      String.raw`evil\"} 1�headroom_room_bytes 0\\`,
    ],
    ['a terminal escape', '\u001b]0;owned\u0007', '�]0;owned�'],
    ['half a character', 'a\ud800b', 'a�b'],
    ['the name of a user', '/Users/anna/models/qwen', '/Users/user1/models/qwen'],
  ])('a name that is %s is no more than a label', async (_, name, written) => {
    const text = await scrapedText(machineOf([name]))
    expect(text).toContain(`headroom_app_footprint_bytes{app="${written}",figure="rss"} 12\n`)
    expect(text).not.toContain('anna')
  })

  test('ten thousand characters are cut, and two names that differ behind the cut are one series', async () => {
    const long = 'x'.repeat(10_000)
    const { samples } = parseExposition(await scrapedText(machineOf([`${long}1`, `${long}2`])))
    const ofApps = samples.filter(({ name }) => name === 'headroom_app_footprint_bytes')
    expect(ofApps).toEqual([
      { name: ofApps[0]?.name, labels: { app: `${'x'.repeat(119)}…`, figure: 'rss' }, value: 24 },
    ])
  })
})

test('of apps there are the ten biggest, those of one name added up, in an order that does not depend on their sizes', async () => {
  const apps = muchKnown.apps.map((app, index) => ({
    ...app,
    name: `app ${index % 11}`,
    memoryBytes: 100 + index,
  }))
  const namesOf = async (order: readonly App[]): Promise<readonly (string | undefined)[]> => {
    const { samples } = parseExposition(await scrapedText({ apps: order }))
    const ofApps = samples.filter(({ name }) => name === 'headroom_app_footprint_bytes')
    expect(ofApps.find(({ labels }) => labels['app'] === 'app 0')?.value).toBe(100 + 111)
    return ofApps.map(({ labels }) => labels['app'])
  }
  const names = await namesOf(apps)
  expect(names).toHaveLength(10)
  expect(names).not.toContain('app 1')
  expect(await namesOf(apps.toReversed())).toEqual(names)
})
