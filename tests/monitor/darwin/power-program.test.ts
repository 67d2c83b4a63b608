import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createPowerStream } from '../../../src/main/monitor/darwin/power-stream.ts'
import { localHost } from '../../host/local-host.ts'
import { isRunning, tempFolder, until } from '../../processes.ts'
import { askerOf } from '../../world.ts'
import { withMacmon } from './streams.ts'

/** Prints a line as macmon does, each in two halves, with the watts growing by one. */
const script = (folder: string): string => `
require('node:fs').writeFileSync(${JSON.stringify(join(folder, 'pid'))}, String(process.pid))
let watts = 0
// the next line only after both halves of this one, however late its timers are
const print = () => {
  const line = JSON.stringify({ gpu_power: ++watts, cpu_power: 0.5, gpu_freq_mhz: 900 }) + '\\n'
  process.stdout.write(line.slice(0, 9))
  setTimeout(() => {
    process.stdout.write(line.slice(9))
    setTimeout(print, 30)
  }, 10)
}
print()
`

test('power is read from a real program that goes on, until it is stopped', async () => {
  const folder = tempFolder()
  const file = join(folder, 'macmon.cjs')
  writeFileSync(file, script(folder))
  const host = localHost()
  const power = createPowerStream({
    ...host,
    stream: (_argv, onText, onEnd) => host.stream([process.execPath, file], onText, onEnd),
  })
  onTestFinished(() => power.stop())
  const read = async (): Promise<number> => {
    const reading = await power.read(askerOf(withMacmon(new Map())))
    if (reading.kind !== 'ok') throw new Error(reading.reason)
    expect(reading.value).toEqual({
      source: 'macmon',
      gpuWatts: reading.value.gpuWatts,
      cpuWatts: 0.5,
      gpuClockHertz: 9e8,
    })
    return reading.value.gpuWatts
  }
  const watts = [await read(), await read(), await read()]
  expect(watts[0]).toBeGreaterThanOrEqual(1)
  expect(watts).toEqual([...new Set(watts)].toSorted((a, b) => a - b))
  const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'))
  expect(isRunning(pid)).toBe(true)
  power.stop()
  await until('the program has ended', () => (isRunning(pid) ? null : true))
})

test('a program that ends with an error is a failure that says so', async () => {
  const host = localHost()
  const power = createPowerStream({
    ...host,
    stream: (_argv, onText, onEnd) => host.stream(['/bin/sh', '-c', 'exit 3'], onText, onEnd),
  })
  expect(await power.read(askerOf(withMacmon(new Map())))).toMatchObject({
    kind: 'failed',
    reason: 'exit 3',
  })
})
