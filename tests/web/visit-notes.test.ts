import { existsSync, mkdirSync, readFileSync, rmdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createVisitLog, visitsName } from '../../src/main/history/visit-log.ts'
import { parseVisits, sumVisits, type Visit } from '../../src/main/history/visit-line.ts'
import { createLocalHost } from '../../src/main/host/local.ts'
import { createVisitNotes } from '../../src/main/web/visit-notes.ts'
import { tempFolder, until } from '../processes.ts'

const nowMs = 1_795_400_000_000
const read = new Set(['read'] as const)

function world(gatherMs = 60_000) {
  const host = createLocalHost()
  onTestFinished(() => host.close())
  const folder = tempFolder()
  const path = join(folder, visitsName)
  const said: string[] = []
  let clockMs = nowMs
  const wait = (ms: number): void => void (clockMs += ms)
  const notes = createVisitNotes({
    log: createVisitLog(host, folder),
    nowMs: () => clockMs,
    say: (trouble) => void said.push(trouble),
    gatherMs,
  })
  const kept = (): readonly Visit[] =>
    existsSync(path) ? parseVisits(readFileSync(path, 'utf8')) : []
  return { notes, path, kept, said, wait }
}

describe('who comes from other machines', () => {
  test('is noted at once, for its user alone, what follows together', async () => {
    const { notes, path, kept } = world()
    notes.came('192.0.2.7', read)
    await until('the first', () => (kept().length === 1 ? true : null))
    expect(statSync(path).mode & 0o777).toBe(0o600)
    for (let count = 0; count < 1_000; count++) notes.wrong('192.0.2.8')
    notes.lockedOut('192.0.2.8')
    notes.came('192.0.2.7', new Set(['read', 'act'] as const))
    expect(kept()).toHaveLength(1)
    await notes.close()
    const came = { line: 'came', atMs: nowMs, sinceMs: nowMs }
    expect(kept()).toMatchObject([
      { ...came, address: '192.0.2.7', scopes: ['read'], rightCount: 1, wrongCount: 0 },
      { line: 'ended' },
      { ...came, address: '192.0.2.8', scopes: [], wrongCount: 1_000, lockOutCount: 1 },
      { ...came, address: '192.0.2.7', scopes: ['read', 'act'], rightCount: 1 },
    ])
  })

  test('in crowds is counted together: the file does not grow with them', async () => {
    const { notes, kept } = world()
    for (let count = 0; count < 5_000; count++) notes.wrong(`198.51.${count >> 8}.${count & 255}`)
    await notes.close()
    expect(kept().length).toBeLessThan(70)
    expect(sumVisits(kept(), 0).wrongCount).toBe(5_000)
  })

  test('is noted again a while later, without being waited for', async () => {
    const { notes, kept } = world(30)
    notes.wrong('192.0.2.8')
    await until('the first', () => (kept().length === 1 ? true : null))
    notes.wrong('192.0.2.8')
    await until('the second', () => (kept().length === 2 ? true : null))
    await notes.close()
  })

  test('and asks to change something is noted at once, with what came of it', async () => {
    const { notes, kept } = world()
    notes.asked('192.0.2.7', 'unload', true)
    const one = { line: 'asked', address: '192.0.2.7', request: 'unload', isDone: true }
    await until('its line', () => (kept().length === 1 ? true : null))
    expect(kept()).toMatchObject([one])
    await notes.close()
  })
})

describe('who comes again and again', () => {
  test('as before is told once an hour: the lines of a collector push out no others', async () => {
    const { notes, kept, wait } = world(5)
    const comes = async (times: number): Promise<void> => {
      for (let count = 0; count < times; count++) {
        notes.came('192.0.2.7', read)
        await new Promise((resolve) => void setTimeout(resolve, 6))
      }
    }
    await comes(20)
    await until('the first', () => (kept().length > 0 ? true : null))
    expect(kept()).toMatchObject([{ rightCount: 1 }])
    wait(3_600_000)
    await comes(1)
    await until('the next', () => (kept().length === 2 ? true : null))
    expect(kept()[1]).toMatchObject({ rightCount: 20, atMs: nowMs + 3_600_000, sinceMs: nowMs })
    await notes.close()
  })

  test('and asks without end has so many lines; of further ones it is told how many', async () => {
    const { notes, kept } = world()
    for (let count = 0; count < 500; count++) notes.asked('192.0.2.7', 'unload', false)
    notes.asked('192.0.2.9', 'quit', true)
    await notes.close()
    const asked = kept().filter(({ line }) => line === 'asked')
    expect(asked).toHaveLength(51)
    expect(asked.at(-1)).toMatchObject({ address: '192.0.2.9', isDone: true })
    expect(kept().at(-1)).toMatchObject({ line: 'came', moreAskedCount: 450 })
  })
})

describe('a disk that takes nothing', () => {
  test('is told once, and what came meanwhile is written when it does', async () => {
    const { notes, path, kept, said } = world(20)
    mkdirSync(path)
    notes.wrong('192.0.2.8')
    await until('its trouble', () => (said.length > 0 ? true : null))
    notes.asked('192.0.2.7', 'unload', false)
    rmdirSync(path)
    await notes.close()
    expect(said).toEqual([
      expect.stringMatching(/^who looks from other machines cannot be noted: /),
    ])
    expect(sumVisits(kept(), 0).wrongCount).toBe(1)
    expect(kept().filter(({ line }) => line === 'asked')).toHaveLength(1)
  })
})

test('what is no line of ours is passed over, and addresses bring no control characters', async () => {
  const { notes, path, kept } = world()
  notes.asked('fe80::1%\u001B[31mred', 'quit', true)
  await notes.close()
  expect(readFileSync(path, 'utf8')).not.toContain('\u001B')
  expect(kept()).toHaveLength(2)
  const broken = ['{', '[]', '{"schema":"headroom/visits/1","line":"came"}', 'null', '{"line":"x"}']
  expect(parseVisits(broken.join('\n'))).toEqual([])
})
