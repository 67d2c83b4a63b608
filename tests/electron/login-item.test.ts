import { describe, expect, test } from 'vitest'
import { createLoginItem, type LoginStatus } from '../../src/main/electron/login-item.ts'

const nobody = (): void => undefined

/** A Mac that answers each wish with `becomes`; null: no Mac. */
function loginItemOf(
  first: LoginStatus | null,
  becomes: (isOn: boolean) => LoginStatus = (isOn) => (isOn ? 'enabled' : 'not-registered'),
  isPackaged = true,
) {
  const mac = { status: first, look: nobody }
  const item = createLoginItem({
    isPackaged: () => isPackaged,
    status: () => mac.status,
    set: (isOn) => {
      mac.status = becomes(isOn)
    },
    wasOpenedAtLogin: () => false,
    onLook: (wake) => {
      mac.look = wake
      return () => void (mac.look = nobody)
    },
  })
  return { ...item, mac }
}

describe('start at login', () => {
  test.each([
    ['enabled', true],
    ['not-registered', false],
    ['not-found', false],
    ['requires-approval', false],
  ] as const)('is, where macOS says %s, %s', (status, isOn) => {
    const isWaiting = status === 'requires-approval'
    expect(loginItemOf(status).reading()).toEqual({ kind: 'ok', isOn, isWaiting })
  })

  test('is turned on and off', () => {
    const item = loginItemOf('not-registered')
    item.set(true)
    expect(item.reading()).toEqual({ kind: 'ok', isOn: true, isWaiting: false })
    item.set(false)
    expect(item.reading()).toEqual({ kind: 'ok', isOn: false, isWaiting: false })
  })
})

describe('a wish to start at login', () => {
  test('waits where macOS wants to be told first: that is no refusal', () => {
    const item = loginItemOf('not-registered', () => 'requires-approval')
    item.set(true)
    expect(item.reading()).toEqual({ kind: 'ok', isOn: false, isWaiting: true })
  })
})

describe('a wish that is heard, or is not', () => {
  test('is withdrawn, where macOS still waits for a consent', () => {
    const wishes: boolean[] = []
    const item = loginItemOf('requires-approval', (isOn) => {
      wishes.push(isOn)
      return 'not-registered'
    })
    item.set(false)
    expect(wishes).toEqual([false])
  })

  test.each([
    ['enabled', true],
    ['not-registered', false],
  ] as const)('is not asked for again, where macOS says %s already', (status, isOn) => {
    const wishes: boolean[] = []
    const item = loginItemOf(status, (wish) => {
      wishes.push(wish)
      return status
    })
    item.set(isOn)
    expect(wishes).toEqual([])
  })

  test('says where macOS does nothing: an app that is not signed', () => {
    const item = loginItemOf('not-found', () => 'not-found')
    expect(() => item.set(true)).toThrow(
      'macOS has not done it: see System Settings > General > Login Items',
    )
  })

  test('is not there for an app that is not packaged, nor where there is no macOS', () => {
    const asItIs = loginItemOf('not-registered', undefined, false)
    const reason = 'only the packaged app can start at login'
    expect(asItIs.reading()).toEqual({ kind: 'absent', reason })
    const elsewhere = {
      kind: 'absent',
      reason: 'only macOS 13 and later can start Headroom at login',
    }
    expect(loginItemOf(null).reading()).toEqual(elsewhere)
  })
})

describe('what macOS says of it', () => {
  test('is told once when its consent was given, or taken back, while somebody was elsewhere', () => {
    const item = loginItemOf('not-registered', () => 'requires-approval')
    const told: unknown[] = []
    item.onChange(() => told.push(item.reading()))
    item.set(true)
    item.mac.look()
    expect(told).toEqual([]) // whoever set it has told it
    item.mac.status = 'enabled'
    item.mac.look()
    item.mac.look()
    expect(told).toEqual([{ kind: 'ok', isOn: true, isWaiting: false }])
    item.mac.status = 'requires-approval'
    item.mac.look()
    expect(told.at(-1)).toEqual({ kind: 'ok', isOn: false, isWaiting: true })
    expect(told).toHaveLength(2)
  })

  test('is asked no more after the end', () => {
    const { mac, close } = loginItemOf('enabled')
    expect(mac.look).not.toBe(nobody)
    close()
    expect(mac.look).toBe(nobody)
  })
})
