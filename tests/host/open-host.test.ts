import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openHost, type OpenedHost, type Shown } from '../../src/main/host/open-host.ts'
import { packageRoot, rendererFolder } from '../../src/main/host/package-root.ts'
import { UsageError } from '../../src/shared/exit-code.ts'
import { pid } from '../../src/shared/ids.ts'
import { tempFolder } from '../processes.ts'

async function opened(shown: Shown): Promise<OpenedHost> {
  const host = await openHost(shown)
  onTestFinished(async () => {
    host.stop()
    await host.host.close()
  })
  return host
}

const header =
  '{"schema":"headroom/recording/1","platform":"darwin","startedAt":"2026-11-20T18:00:00.000Z"}'
const answer = (atMs: number, text: string): string =>
  JSON.stringify({ atMs, kind: 'file', key: '/a', ok: true, text, tookMs: 0 })
const startedAtMs = Date.parse('2026-11-20T18:00:00.000Z')

function recordingFile(...lines: readonly string[]): string {
  const path = join(tempFolder(), 'scene.jsonl')
  writeFileSync(path, `${lines.join('\n')}\n`)
  return path
}

describe('the host of a shell', () => {
  test('is this machine where no recording is named', async () => {
    const { host, start } = await opened({ replayFile: null, speed: 1 })
    start()
    expect([host.mode, host.platform]).toEqual(['live', process.platform])
    expect(await host.ask({ kind: 'process', pid: pid(process.pid) })).toMatchObject({ kind: 'ok' })
  })

  test('is the recording that is named, its ending left out or not', async () => {
    const path = recordingFile(header, answer(0, 'one'))
    for (const replayFile of [path, path.replace(/\.jsonl$/, '')]) {
      const { host } = await opened({ replayFile, speed: 1 })
      expect([host.mode, host.platform]).toEqual(['replay', 'darwin'])
      expect(await host.ask({ kind: 'file', path: '/a' })).toMatchObject({ value: 'one' })
    }
  })

  test('plays it over and over, as fast as asked, from its start until its stop', async () => {
    const replayFile = recordingFile(header, answer(0, 'one'), answer(1_000, 'two'))
    const { host, start, stop } = await opened({ replayFile, speed: 1_000 })
    const heard: string[] = []
    const ticks = 40 // at its own pace, longer than a test may take
    const last = Promise.withResolvers<void>()
    const tick = async (): Promise<void> => {
      const reading = await host.ask({ kind: 'file', path: '/a' })
      heard.push(reading.kind === 'ok' ? reading.value : reading.reason)
      if (heard.length === ticks) return last.resolve()
      host.clock.after(1_000, () => void tick())
    }
    host.clock.after(0, () => void tick())
    expect(host.clock.nowMs()).toBe(startedAtMs)
    start()
    await last.promise
    expect(heard).toEqual(heard.map((_, tick) => (tick % 2 === 0 ? 'one' : 'two')))
    stop()
    const atMs = host.clock.nowMs()
    host.clock.after(1, () => heard.push('too late'))
    await new Promise((resolve) => {
      setTimeout(resolve, 30)
    })
    expect([host.clock.nowMs(), heard.length]).toEqual([atMs, ticks])
  })
})

describe('a recording that cannot be played is wrong use, in one sentence:', () => {
  const missing = '/no/such/recording.jsonl'
  test.each([
    ['there is none', () => missing, 'no such file or folder'],
    ['it is a folder', () => tempFolder(), 'it is a folder'],
    ['it is none', () => recordingFile('{}'), /^line 1 is not the header/],
    ['it is empty', () => recordingFile(), 'line 1 is not JSON'],
    ['it holds nothing', () => recordingFile(header), 'it holds no answers'],
  ])('%s', async (_, fileOf, reason) => {
    const replayFile = fileOf()
    const error: unknown = await openHost({ replayFile, speed: 1 }).catch(
      (thrown: unknown) => thrown,
    )
    if (!(error instanceof UsageError)) throw new Error('it was opened, or failed otherwise')
    expect(error.message.startsWith(`${replayFile}: `)).toBe(true)
    expect(error.message.slice(replayFile.length + 2)).toMatch(reason)
  })
})

test('the folder of the package is the one that holds its package.json, and the screens lie in it', () => {
  const { name } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'))
  expect([name, rendererFolder]).toEqual(['headroom', join(packageRoot, 'out', 'renderer')])
  expect(existsSync(join(rendererFolder, 'index.html'))).toBe(true)
})
