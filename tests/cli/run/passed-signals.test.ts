import { expect, onTestFinished, test } from 'vitest'
import {
  passSignals,
  type PassedSignal,
  type PassedSignals,
} from '../../../src/main/cli/run/passed-signals.ts'
import { sleep } from '../../processes.ts'

function passing(): PassedSignals {
  const signals = passSignals()
  onTestFinished(signals.stop)
  return signals
}
const come = (): boolean => process.emit('SIGUSR2')

test('a signal that comes twice at once, from its sender and from the launcher, is passed on once', async () => {
  const passed: PassedSignal[] = []
  passing().passTo({ pass: (name) => passed.push(name), onIgnored: () => undefined })
  come()
  come()
  expect(passed).toEqual(['SIGUSR2'])
  await sleep(400)
  come()
  expect(passed).toEqual(['SIGUSR2', 'SIGUSR2'])
})

test('one that asked to end long ago is not why a program ends, but for SIGTERM', () => {
  let nowMs = 0
  const signals = passSignals(() => nowMs)
  onTestFinished(signals.stop)
  signals.passTo({ pass: () => undefined, onIgnored: () => undefined })
  expect(signals.wasAsked()).toBe(false)
  process.emit('SIGHUP')
  nowMs = 9_000
  expect(signals.wasAsked()).toBe(true)
  nowMs = 11_000
  expect(signals.wasAsked()).toBe(false)
  process.emit('SIGTERM')
  nowMs = 3_600_000
  expect(signals.wasAsked()).toBe(true)
})

test('one that comes before there is a program waits for it', () => {
  const passed: PassedSignal[] = []
  const signals = passing()
  come()
  expect(passed).toEqual([])
  signals.passTo({ pass: (name) => passed.push(name), onIgnored: () => undefined })
  expect(passed).toEqual(['SIGUSR2'])
  expect(signals.wasAsked()).toBe(false)
})
