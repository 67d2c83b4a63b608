import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createPowerStream } from '../../../src/main/monitor/darwin/power-stream.ts'
import { powermetricsOverruled } from '../../../src/shared/facts.ts'
import { localHost } from '../../host/local-host.ts'
import { isRunning, tempFolder, until } from '../../processes.ts'
import { askerOf } from '../../world.ts'
import { powerDocument, withMacmon, withPowermetrics } from './streams.ts'

/**
 * A `sudo` that runs `powermetrics` as a real one does: it notes each start and its arguments, prints a document every 40 ms with a
 * NUL before each but the first, ignores every signal that can be ignored, and ends after `count` documents, or as it cannot write.
 */
const script = (folder: string, count: number): string => `#!${process.execPath}
const fs = require('node:fs')
for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(name, () => undefined)
fs.appendFileSync(${JSON.stringify(join(folder, 'starts'))}, process.pid + ' ' + process.argv.slice(2).join(' ') + '\\n')
process.stdout.on('error', () => process.exit(0))
let sample = 0
const timer = setInterval(() => {
  if (sample === ${count}) return clearInterval(timer)
  process.stdout.write((sample++ === 0 ? '' : '\\0') + ${JSON.stringify(powerDocument(0))}.replace('<real>0<', '<real>' + 1000 * sample + '<'))
}, 40)
`

function sudoWith(text: (folder: string) => string) {
  const folder = tempFolder()
  const sudo = join(folder, 'sudo')
  writeFileSync(sudo, text(folder))
  chmodSync(sudo, 0o755)
  const host = localHost()
  const power = createPowerStream({
    ...host,
    stream: ([, ...args], onText, onEnd) => host.stream([sudo, ...args], onText, onEnd),
  })
  onTestFinished(() => power.stop())
  const world = withPowermetrics(new Map())
  const starts = (): readonly string[] => {
    const path = join(folder, 'starts')
    return existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : []
  }
  const pids = (): readonly number[] => starts().map((line) => Number(line.split(' ')[0]))
  const read = (laterMs = 0) => power.read(askerOf(world, Date.now() + laterMs))
  return { power, world, starts, pids, read }
}

test('a stream of a real sudo ends by its count and is begun again, never two at once', async () => {
  const { read, starts, pids } = sudoWith((folder) => script(folder, 3))
  const most: number[] = []
  const watts: number[] = []
  for (let asked = 0; asked < 8; asked++) {
    const reading = await read()
    if (reading.kind !== 'ok') throw new Error(reading.reason)
    watts.push(reading.value.gpuWatts)
    most.push(pids().filter(isRunning).length)
  }
  expect(starts().length).toBeGreaterThanOrEqual(3)
  expect(Math.max(...most)).toBe(1)
  expect(watts.every((one) => [1, 2, 3].includes(one))).toBe(true)
  expect(new Set(starts().map((line) => line.slice(line.indexOf(' ') + 1)))).toEqual(
    new Set([
      '-n /usr/bin/powermetrics --samplers cpu_power,gpu_power,thermal -f plist -i 1000 -n 300',
    ]),
  )
})

test('it is stopped when nobody looks, whatever signals it ignores', async () => {
  const { power, read, pids } = sudoWith((folder) => script(folder, 300))
  expect((await read()).kind).toBe('ok')
  power.stop('unwatched')
  await until('all have ended', () => (pids().some(isRunning) ? null : true))
  expect(pids()).toHaveLength(1)
})

test('a sudo that wants a password after all is told as such, rests, and is not asked again', async () => {
  const { power, world, read, starts } = sudoWith(
    (folder) =>
      `#!/bin/sh\necho "$$ $*" >> ${join(folder, 'starts')}\necho 'sudo: a password is required' >&2\nexit 1\n`,
  )
  for (let asked = 0; asked < 5; asked++)
    expect(await read()).toMatchObject({
      kind: 'failed',
      reason: 'exit 1: sudo: a password is required',
    })
  expect(await read(20_000)).toMatchObject({ kind: 'absent', reason: powermetricsOverruled })
  expect(starts()).toHaveLength(1)
  power.stop('unwatched')
  expect(await read(30_000)).toMatchObject({ kind: 'absent', reason: powermetricsOverruled })
  expect(starts()).toHaveLength(1)
  // the rule was written anew, say
  power.stop('anew')
  expect(await read(40_000)).toMatchObject({ kind: 'failed' })
  expect(starts()).toHaveLength(2)
  // another program is begun instead of it
  withMacmon(world)
  void read(80_000)
  await until('another was begun', () => (starts().length === 3 ? true : null))
  expect(starts()[2]).toContain(' pipe -i 2000')
})
