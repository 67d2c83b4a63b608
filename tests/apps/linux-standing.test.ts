import { describe, expect, test } from 'vitest'
import { groupProcesses, type Group } from '../../src/main/apps/group.ts'
import { nobody, running, type Given } from './running-process.ts'

function appOf(argv: readonly string[], given: Given = {}): Group | undefined {
  return groupProcesses([running(argv, given)], nobody, 0)[0]
}
const iconOf = (path: string, cgroup?: string): string | undefined =>
  appOf([path], cgroup === undefined ? {} : { cgroup })?.iconName
const ofUser = '0::/user.slice/user-1000.slice/user@1000.service'

describe('the icon says system', () => {
  test.each([
    '/usr/bin/dockerd',
    '/usr/bin/containerd',
    '/usr/bin/containerd-shim-runc-v2',
    '/usr/sbin/NetworkManager',
    '/usr/bin/pipewire-pulse',
    '/usr/lib/postgresql/16/bin/postgres',
    '/usr/libexec/xdg-desktop-portal-gtk',
    '/usr/lib/systemd/systemd-resolved',
  ])('of %s, which others stand on', (path) => {
    expect(iconOf(path)).toBe('system')
  })

  test('of a script that is one by its name', () => {
    expect(appOf(['/usr/bin/python3', '/usr/bin/supervisord', '-n'])?.iconName).toBe('system')
  })

  test('of a service of the machine, or of a desktop, whatever it is called', () => {
    expect(iconOf('/srv/thing', '0::/system.slice/thing.service')).toBe('system')
    expect(iconOf('/srv/thing', '1:name=systemd:/system.slice/system-a.slice/a@1.service')).toBe(
      'system',
    )
    expect(iconOf('/usr/bin/thing', `${ofUser}/session.slice/thing.service`)).toBe('system')
  })

  test('and not of what a person runs, by cron too, nor of an engine', () => {
    expect(iconOf('/home/me/train', '0::/system.slice/cron.service')).toBe('background')
    expect(iconOf('/home/me/train', `${ofUser}/app.slice/app-me-1.scope`)).toBe('background')
    expect(iconOf('/home/me/train', '0::/user.slice/user-1000.slice/session-2.scope')).toBe(
      'background',
    )
    expect(iconOf('/usr/local/bin/ollama', '0::/system.slice/ollama.service')).toBe('engine')
    // in a container that has no other namespace of its own, as Headroom may be
    expect(iconOf('/srv/thing', '0::/system.slice/thing.scope')).toBe('background')
  })
})

test.each([
  '/usr/bin/tmux',
  '/usr/bin/screen',
  '/usr/libexec/gnome-terminal-server',
  '/usr/bin/foot',
])('the icon of %s says terminal', (path) => {
  const cgroup = `${ofUser}/app.slice/gnome-terminal-server.service`
  expect(iconOf(path, cgroup)).toBe('terminal')
})

test('what runs containers says that they end with it, and containerd’s go on', () => {
  expect(appOf(['/usr/bin/dockerd'])?.quitEnds).toBe('every container that it runs')
  expect(appOf(['/usr/bin/containerd-shim-runc-v2'])?.quitEnds).toBe('the container that it runs')
  expect(appOf(['/usr/bin/containerd'])?.quitEnds).toBeNull()
})

test.each([
  ['0::/system.slice/thing.service', true],
  [`${ofUser}/background.slice/thing.service`, true],
  [`${ofUser}/app.slice/syncthing.service`, true],
  [`${ofUser}/app.slice/app-gnome-gedit-1.scope`, false],
  [`${ofUser}/app.slice/app-org.kde.kate@1.service`, false],
  [`${ofUser}/app.slice/dbus-:1.2-org.gnome.Nautilus@0.service`, false],
  ['0::/user.slice/user-1000.slice/session-2.scope', false],
  ['', false],
])('in %s it is a service: %s', (cgroup, isService) => {
  expect(appOf(['/usr/bin/thing'], { cgroup })?.quitSigns.isUnattended).toBe(isService)
})

test('what has no terminal is attended only where something draws windows', () => {
  const isUnattended = (hasTerminal: boolean, ...others: readonly string[]): boolean | undefined =>
    groupProcesses(
      [
        running(['/home/me/train'], { hasTerminal, pid: 7 }),
        ...others.map((path, at) => running([path], { pid: 8 + at })),
      ],
      nobody,
      0,
    ).find(({ name }) => name === 'train')?.quitSigns.isUnattended
  expect(isUnattended(true)).toBe(false)
  expect(isUnattended(false)).toBe(true)
  expect(isUnattended(false, '/usr/lib/xorg/Xorg')).toBe(false)
})
