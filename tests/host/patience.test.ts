import { expect, test } from 'vitest'
import { createPatience } from '../../src/main/host/patience.ts'
import { Refusal } from '../../src/main/host/attempt.ts'

const never = (): Promise<never> => new Promise(() => undefined)
const soon = (): Promise<string> => Promise.resolve('here')

test('an answer in time is an answer', async () => {
  expect(await createPatience()(1_000, soon)).toBe('here')
})

test('while two questions hang no third is started, so that something is left for the others', async () => {
  const patiently = createPatience()
  await expect(patiently(5, never)).rejects.toThrow(new Refusal('no answer within 0.005 s'))
  expect(await patiently(1_000, soon)).toBe('here')
  await expect(patiently(5, never)).rejects.toThrow(Refusal)
  let hasStarted = false
  const third = patiently(1_000, () => {
    hasStarted = true
    return soon()
  })
  await expect(third).rejects.toThrow('other files hang: this one is not asked for')
  expect(hasStarted).toBe(false)
})

test('what answers after all, or fails, no longer hangs', async () => {
  const patiently = createPatience()
  const late = Promise.withResolvers<string>()
  await expect(patiently(5, () => late.promise)).rejects.toThrow(Refusal)
  await expect(patiently(5, never)).rejects.toThrow(Refusal)
  late.reject(new Error('input/output error'))
  await new Promise(setImmediate)
  expect(await patiently(1_000, soon)).toBe('here')
})

test('an error of the question itself is passed on, and hangs nothing', async () => {
  const patiently = createPatience()
  for (let asked = 0; asked < 5; asked++) {
    const fails = (): Promise<never> => Promise.reject(new Error('EACCES'))
    await expect(patiently(1_000, fails)).rejects.toThrow('EACCES')
  }
})
