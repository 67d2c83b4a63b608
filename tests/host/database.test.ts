import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { tempFolder } from '../processes.ts'
import { localHost } from './local-host.ts'

async function open(path: string) {
  const reading = await localHost().openDatabase(path)
  if (reading.kind !== 'ok') throw new Error(reading.reason)
  return reading.value
}

describe('a database', () => {
  test('in memory gives back what was put into it', async () => {
    const database = await open(':memory:')
    database.run('CREATE TABLE samples (at INTEGER, ratio REAL, name TEXT)')
    database.run('INSERT INTO samples VALUES (?, ?, ?)', 1, 0.5, "it's; -- ä")
    database.run('INSERT INTO samples VALUES (?, ?, ?)', 1_795_201_113_641, 2, null)
    expect(database.all('SELECT * FROM samples WHERE at > ? ORDER BY at', 0)).toEqual([
      { at: 1, ratio: 0.5, name: "it's; -- ä" },
      { at: 1_795_201_113_641, ratio: 2, name: null },
    ])
    database.close()
  })

  test('in a file is still there for the next one', async () => {
    const path = join(tempFolder(), 'history.db')
    const first = await open(path)
    first.run('CREATE TABLE samples (at INTEGER)')
    first.run('INSERT INTO samples VALUES (42)')
    first.close()
    const second = await open(path)
    expect(second.all('SELECT at FROM samples')).toEqual([{ at: 42 }])
    second.close()
  })

  test('in a folder that is missing cannot be had', async () => {
    const reading = await localHost().openDatabase(join(tempFolder(), 'missing', 'history.db'))
    expect(reading).toMatchObject({ kind: 'failed', reason: 'it cannot be opened' })
  })
})
