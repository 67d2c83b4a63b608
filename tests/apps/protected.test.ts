import { describe, expect, test } from 'vitest'
import { pid } from '../../src/shared/ids.ts'
import {
  ancestorsOf,
  protectedBundle,
  protectedReason,
  type OwnLine,
} from '../../src/main/apps/protected.ts'

const own: OwnLine = { self: pid(500), ancestors: new Set([pid(400), pid(1)]) }
const reasonOf = (executable: string | null, id = 4242): string | null =>
  protectedReason({ pid: pid(id), executable }, own)

const ofSession = 'the session of its user ends with it'

describe('never ended', () => {
  test.each([
    '/sbin/launchd',
    '/System/Library/PrivateFrameworks/SkyLight.framework/Versions/A/Resources/WindowServer',
    '/System/Library/CoreServices/loginwindow.app/Contents/MacOS/loginwindow',
    '/System/Library/CoreServices/Dock.app/Contents/MacOS/Dock',
    '/System/Library/CoreServices/Finder.app/Contents/MacOS/Finder',
    '/System/Library/CoreServices/SystemUIServer.app/Contents/MacOS/SystemUIServer',
    '/System/Library/CoreServices/ControlCenter.app/Contents/MacOS/ControlCenter',
    '/usr/lib/systemd/systemd',
    '/lib/systemd/systemd-logind',
    '/usr/sbin/sshd',
    '/usr/lib/openssh/sshd-session',
    '/usr/bin/dbus-daemon',
    '/usr/lib/xorg/Xorg',
    '/usr/bin/gnome-shell',
    '/usr/bin/kwin_wayland',
    '/usr/sbin/gdm3',
    '/nix/store/0abc-sway-1.10/bin/sway',
  ])('%s', (executable) => {
    expect(reasonOf(executable)).toBe(ofSession)
  })

  test('what everything runs under, the kernel, and what does not show its program', () => {
    expect(reasonOf('/opt/anything', 1)).toBe('everything else on this machine runs under it')
    expect(reasonOf('kernel_task', 0)).toBe('everything else on this machine runs under it')
    expect(reasonOf('kernel_task')).toBe('it is a part of the system')
    expect(reasonOf('(kthreadd)', 2)).toBe('it does not show its program')
  })

  test('Headroom itself, and what it runs in', () => {
    expect(reasonOf('/opt/headroom/headroom', 500)).toBe('it is Headroom itself')
    expect(reasonOf('/bin/zsh', 400)).toBe('Headroom runs in it')
    expect(protectedReason({ pid: pid(400), executable: '/bin/zsh' }, null)).toBe(null)
  })

  test('apps of the session, by their ids', () => {
    expect(protectedBundle('com.apple.finder')).toBe(ofSession)
    expect(protectedBundle('com.apple.dock')).toBe(ofSession)
    expect(protectedBundle('com.apple.Safari')).toBe(null)
    expect(protectedBundle(null)).toBe(null)
  })
})

describe('what may be ended', () => {
  test.each([
    '/Applications/Loom.app/Contents/MacOS/Loom',
    '/System/Volumes/Preboot/Cryptexes/App/System/Applications/Safari.app/Contents/MacOS/Safari',
    '/usr/bin/python3.11',
    '/opt/homebrew/bin/ollama',
    // programs of a user that merely bear such a name
    '/home/ada/bin/Dock',
    '/Users/ada/tools/sshd',
    '/tmp/systemd',
    '/home/ada/systemd-helper/init',
    '/usr/bin/systemd2',
    null,
  ])('%s', (executable) => {
    expect(reasonOf(executable)).toBe(null)
  })
})

test('the line above a process is told by its parents, and a circle has an end', () => {
  const parents = new Map([
    [pid(500), pid(400)],
    [pid(400), pid(30)],
    [pid(30), pid(1)],
    [pid(7), pid(8)],
    [pid(8), pid(7)],
  ])
  const parentOf = (id: ReturnType<typeof pid>) => parents.get(id) ?? null
  expect([...ancestorsOf(pid(500), parentOf)]).toEqual([400, 30, 1])
  expect([...ancestorsOf(pid(7), parentOf)]).toEqual([8, 7])
  expect([...ancestorsOf(pid(9), parentOf)]).toEqual([])
})
