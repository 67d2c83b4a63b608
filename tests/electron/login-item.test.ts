import { describe, expect, test } from 'vitest'
import { createLoginItem, type LoginStatus } from '../../src/main/electron/login-item.ts'

/** A Mac that answers each wish with `becomes`; null: no Mac. */
function loginItemOf(
  first: LoginStatus | null,
  becomes: (isOn: boolean) => LoginStatus = (isOn) => (isOn ? 'enabled' : 'not-registered'),
  isPackaged = true,
) {
  let status = first
  return createLoginItem({
    isPackaged: () => isPackaged,
    status: () => status,
    set: (isOn) => {
      status = becomes(isOn)
    },
    wasOpenedAtLogin: () => false,
  })
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
  test('says where macOS wants to be told first', () => {
    const item = loginItemOf('not-registered', () => 'requires-approval')
    expect(() => item.set(true)).toThrow(
      'macOS asks for your consent first: allow Headroom in System Settings > General > Login Items',
    )
    expect(item.reading()).toEqual({ kind: 'ok', isOn: false, isWaiting: true })
  })

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
