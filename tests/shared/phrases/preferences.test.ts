import { expect, test } from 'vitest'
import { createPreferencesDesk } from '../../../src/main/core/preferences-desk.ts'
import { createLoginItem, type LoginSystem } from '../../../src/main/electron/login-item.ts'
import { reasonOf } from '../../../src/main/host/attempt.ts'
import { onlyOfApp } from '../../../src/main/web/serve.ts'
import { sayingIn, translated } from './books.ts'

const system: LoginSystem = {
  isPackaged: () => true,
  status: () => 'enabled',
  set: () => undefined,
  wasOpenedAtLogin: () => false,
  onLook: () => () => undefined,
}

function refusalOf(act: () => void): string {
  try {
    act()
  } catch (error) {
    return reasonOf(error) // any error: its sentence is what is tested
  }
  throw new Error('nothing was refused')
}

async function said(): Promise<readonly string[]> {
  const absent = [{ status: () => null }, { isPackaged: () => false }].map((one) => {
    const reading = createLoginItem({ ...system, ...one }).reading()
    return reading.kind === 'absent' ? reading.reason : ''
  })
  const failed = createLoginItem({ ...system, status: () => 'not-registered' })
  const recording = await createPreferencesDesk(undefined).preferences().catch(reasonOf)
  return [...absent, refusalOf(() => failed.set(true)), String(recording), onlyOfApp]
}

test.each(translated)('why a setting is not there, or not changed, is known in %s', async (one) => {
  const texts = await said()
  expect(texts.filter((text) => text === '' || !sayingIn(one).knows(text))).toEqual([])
})
