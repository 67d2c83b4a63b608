import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { innerKinds, publishedKinds } from '../../build/schema-kinds.ts'
import { publishedSchemas } from '../../build/schemas.ts'
import { parseRecording } from '../../src/main/host/recording.ts'
import { jsonIn } from '../../src/shared/parse.ts'
import { replayed } from '../core/recorded.ts'
import { fromRoot } from '../from-root.ts'
import { expectPublished, publishedSchema } from '../published.ts'

const folder = fromRoot('resources/schema')
const kinds = publishedKinds.map(({ kind }) => kind)
const recordings = readdirSync(fromRoot('tests/fixtures/recordings')).filter((name) =>
  name.endsWith('.jsonl'),
)
const textOf = (name: string): string =>
  readFileSync(fromRoot(`tests/fixtures/recordings/${name}`), 'utf8')

describe('the published schemas', () => {
  test('are what the types say now; else: npm run schema, and look at what has changed', () => {
    const kept = readdirSync(folder).filter((name) => name.endsWith('.schema.json'))
    const made = publishedSchemas()
    expect(kept.toSorted()).toEqual([...made.keys()].toSorted())
    const old = [...made].filter(
      ([name, text]) => readFileSync(join(folder, name), 'utf8') !== text,
    )
    expect(old.map(([name]) => name)).toEqual([])
  })

  test('are there for each kind that the sources name, but what only Headroom reads again', () => {
    const sources = readdirSync(fromRoot('src'), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => readFileSync(fromRoot(`src/${name}`), 'utf8'))
    const named = sources.flatMap((text) =>
      [...text.matchAll(/'headroom\/([a-z-]+)\/1'/g)].map(([, kind = '']) => kind),
    )
    expect([...new Set(named)].toSorted()).toEqual([...kinds, ...innerKinds].toSorted())
  })

  test.each(kinds)('%s is a valid schema, found by what stands in the value itself', (kind) => {
    const schema = publishedSchema(kind)
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: `headroom/${kind}/1`,
    })
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true })
    ajv.addSchema(schema)
    expect(ajv.getSchema(`headroom/${kind}/1`)).toBeTypeOf('function')
  })

  test('stay open: a reader of today takes a field of tomorrow', () => {
    const check = new Ajv2020({ allowUnionTypes: true }).compile(publishedSchema('learnt'))
    const value = {
      schema: 'headroom/learnt/1',
      models: [],
      limit: null,
      growths: [],
      trouble: null,
    }
    expect([check(value), check({ ...value, newField: 1 })]).toEqual([true, true])
    expect(() => expectPublished({ ...value, newField: 1 })).toThrow('newField')
    expect(check({ ...value, models: undefined })).toBe(false)
  })
})

describe('real values', () => {
  test.each(recordings)('every Snapshot of %s is as its schema says', async (name) => {
    const snapshots = await replayed(parseRecording(textOf(name)))
    expect(snapshots.length).toBeGreaterThan(0)
    for (const snapshot of snapshots) expectPublished(jsonIn(JSON.stringify(snapshot)))
  })

  test.each(recordings)('every line of %s is', (name) => {
    const lines = textOf(name).trimEnd().split('\n')
    const [, ...entries] = lines // the header may say more: who has composed it, and how
    for (const line of entries) expectPublished(jsonIn(line), 'recording')
  })
})
