import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import { statusText } from '../../src/main/cli/status-text.ts'
import { playedOnce } from '../core/mac-scene.ts'

/** What `status` would print at a second of a scene; null: at its end. */
async function linesAt(
  name: Parameters<typeof playedOnce>[0],
  second: number | null,
): Promise<readonly string[]> {
  const { snapshots, at } = await playedOnce(name)
  const snapshot = second === null ? snapshots.at(-1) : at(second)
  return snapshot === undefined ? [] : stripVTControlCharacters(statusText(snapshot)).split('\n')
}

test('where more is in use than the limit, the limit and what is beyond it add up to it', async () => {
  const lines = await linesAt('mac-64gb-two-servers', null)
  expect(lines[0]).toContain("No room left for models within Metal's limit · full")
  expect(lines).toContain(
    'GPU in use 58.8 GB  =  limit 51.5 GB · beyond it 7.3 GB  (Apple M2 Ultra)',
  )
  expect(lines).toContain('llama.cpp, Ollama likely fail past 51.5 GB · MLX refuses past 65.3 GB')
})

test('a model that idles is told as the reason why more counts than is in use now', async () => {
  const lines = await linesAt('mac-m5max-128gb-unload', 40)
  expect(lines).toContain('GPU in use 72.7 GB · room 42.7 GB  =  115.4 GB  (Apple M5 Max)')
  expect(lines).toContain('in use is the most of 3 min, as an idle model drops out; now: 999 MB')
  expect(lines).toContain('power     not measured (needs permission for powermetrics, or macmon)')
})

test('facts of a Mac stand on lines of their own, with what they come from', async () => {
  const lines = await linesAt('mac-m4-16gb-swapping', null)
  expect(lines).toContain('limit     13.1 GB (by iogpu.wired_limit_mb)')
  expect(lines).toContain('heat      nominal')
  expect(lines.filter((line) => line.startsWith('battery'))).toEqual([])
  expect(lines.find((line) => line.includes('Docker'))).toContain('virtual machine')
})
