import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { at, hourMs, minuteMs, pointsOf } from '../moments.ts'
import { newStorePath, readStore, storeAt } from './stores.ts'

const namesIn = (path: string): readonly string[] => readdirSync(dirname(path)).toSorted()

/** Ten minutes, closed. */
async function written(path: string): Promise<void> {
  const store = storeAt(path)
  for (let ms = 0; ms <= 10 * minuteMs; ms += 5_000) store.note(at(ms, ms + 1))
  await store.close()
}

const damages: Readonly<Record<string, (path: string) => void>> = {
  'is garbage': (path) =>
    writeFileSync(path, 'no database at all, but long enough to be looked at'.repeat(99)),
  'is of another program': (path) => {
    const database = new DatabaseSync(path)
    database.exec('DROP TABLE kept; PRAGMA user_version = 0')
    database.close()
  },
  'has not the tables of its form': (path) => {
    const database = new DatabaseSync(path)
    database.exec('DROP TABLE tens')
    database.close()
  },
  'holds a number that nobody wrote': (path) => {
    const database = new DatabaseSync(path)
    database.exec('UPDATE kept SET last_at_ms = 9223372036854775807')
    database.close()
  },
  'holds bytes where a figure belongs': (path) => {
    const database = new DatabaseSync(path)
    database.exec("UPDATE kept SET first_at_ms = x'00ff'")
    database.close()
  },
  'was cut off': (path) => truncateSync(path, 20_000),
  'has a page that was written over': (path) => {
    const bytes = readFileSync(path)
    writeFileSync(path, bytes.fill(0x5a, 4_096 * 2, 4_096 * 3))
  },
  'has flipped bits in a page': (path) => {
    const bytes = readFileSync(path)
    for (let index = 4_096 * 4; index < 4_096 * 4 + 64; index++)
      bytes[index] = (bytes[index] ?? 0) ^ 0xff
    writeFileSync(path, bytes)
  },
}

describe('a history that is broken', () => {
  test.each(Object.entries(damages))(
    'because it %s is kept aside once, said once, and a new one is begun',
    async (_, damage) => {
      const path = newStorePath()
      await written(path)
      damage(path)
      const broken = readFileSync(path)
      const said: string[] = []
      const store = storeAt(path, { said })
      for (let ms = 20 * minuteMs; ms <= 25 * minuteMs; ms += 5_000) {
        store.note(at(ms, 7))
        await store.settled()
      }
      const history = await readStore(store, 0, hourMs)
      expect(history.trouble).toBe(
        'The history on the disk was broken: it is kept aside as history.sqlite.broken, and a new one is begun',
      )
      expect(said).toEqual([history.trouble])
      expect(history).toMatchObject({ keptIn: 'store' })
      expect(pointsOf(history).at(-1)?.[1]).toBe(7)
      await store.close()
      expect(namesIn(path).filter((name) => !name.endsWith('-wal'))).toEqual([
        'history.sqlite',
        'history.sqlite.broken',
      ])
      expect(readFileSync(`${path}.broken`)).toEqual(broken)
      const next = storeAt(path, { said })
      expect((await readStore(next, 0, hourMs)).trouble).toBeNull()
      expect(said).toHaveLength(1)
    },
  )
})

test('a history that turns out to be broken as it is read is told of at once, and left to whoever writes', async () => {
  const path = newStorePath()
  await written(path)
  const database = new DatabaseSync(path)
  database.exec("UPDATE kept SET last_at_ms = x'00ff'")
  database.close()
  const look = storeAt(path, { mayWrite: false })
  const [first, second] = [await readStore(look, 0, hourMs), await readStore(look, 0, hourMs)]
  expect(first.trouble).toBe('The history cannot be read (it is broken)')
  expect(second.trouble).toBe(first.trouble)
  await look.close()
  expect(namesIn(path)).toContain('history.sqlite')
  expect(namesIn(path)).not.toContain('history.sqlite.broken')
})
