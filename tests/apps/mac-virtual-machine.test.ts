import { describe, expect, test } from 'vitest'
import { runnerOf } from '../../src/main/apps/mac-virtual-machine.ts'
import {
  anonymousGuest,
  grouped,
  groupNamed,
  macApp,
  macProcess,
  pidsByApp,
} from './mac-processes.ts'

const containers = 'its virtual machine and every container in it'
const machines = 'every virtual machine that runs in it'
const docker = '/Applications/Docker.app'
const utm = '/Applications/UTM.app'
const dockerBackend = macProcess(10, 1, `${docker}/Contents/MacOS/com.docker.backend`)
const utmItself = macProcess(20, 1, `${utm}/Contents/MacOS/UTM`)
const guest = macProcess(90, 1, anonymousGuest, { residentBytes: 8e9 })

describe('who runs a virtual machine is named, with what quitting it ends', () => {
  test.each([
    ['Docker', `${docker}/Contents/MacOS/com.docker.virtualization`, containers],
    [
      'OrbStack',
      '/Applications/OrbStack.app/Contents/Frameworks/OrbStack Helper.app/Contents/MacOS/OrbStack Helper',
      containers,
    ],
    ['Colima', '/opt/homebrew/bin/limactl', containers],
    ['Podman', '/opt/podman/bin/vfkit', containers],
    [
      'UTM',
      `${utm}/Contents/XPCServices/QEMUHelper.xpc/Contents/MacOS/QEMULauncher.app/Contents/MacOS/QEMULauncher`,
      machines,
    ],
    ['UTM', `${utm}/Contents/Frameworks/qemu-system-aarch64`, machines],
    [
      'Parallels Desktop',
      '/Applications/Parallels Desktop.app/Contents/MacOS/Parallels VM.app/Contents/MacOS/prl_vm_app',
      machines,
    ],
    ['VMware Fusion', '/Applications/VMware Fusion.app/Contents/Library/vmware-vmx', machines],
    ['VirtualBox', '/Applications/VirtualBox.app/Contents/MacOS/VBoxHeadless', machines],
    ['tart', '/opt/homebrew/bin/tart', machines],
  ])('%s, by %s', (name, executable, quitEnds) => {
    expect(grouped([macProcess(10, 1, executable)])).toMatchObject([
      {
        name,
        quitEnds,
        kind: 'virtual-machine',
        detail: 'virtual machine',
        iconName: 'virtual-machine',
      },
    ])
  })

  test('and one that nobody is known to run is a virtual machine all the same', () => {
    expect(grouped([macProcess(10, 1, '/opt/homebrew/bin/qemu-system-x86_64')])).toMatchObject([
      { name: 'Virtual machine', kind: 'virtual-machine', quitEnds: 'the virtual machine' },
    ])
  })
})

test('an app that could run one, but does not, is an app, and nothing else ends with it', () => {
  expect(grouped([dockerBackend], [macApp(10, docker)])).toMatchObject([
    { name: 'Docker', kind: 'app', detail: null, quitEnds: null },
  ])
  expect(runnerOf('/Applications/Dockerish.app/Contents/MacOS/Dockerish')).toBeNull()
  expect(runnerOf('/usr/bin/vim')).toBeNull()
})

describe('the machine process of Apple', () => {
  test('belongs to the only one who runs machines', () => {
    const groups = grouped([dockerBackend, guest])
    expect(groups).toMatchObject([
      { name: 'Docker', kind: 'virtual-machine', quitEnds: containers, memoryBytes: 8e9 + 1e6 },
    ])
    expect(groups).toHaveLength(1)
    expect(pidsByApp([macProcess(30, 1, '/opt/homebrew/bin/limactl'), guest])).toEqual([
      ['Colima', [30, 90]],
    ])
  })

  test('belongs to nobody where there are two, or none', () => {
    expect(pidsByApp([dockerBackend, utmItself, guest])).toEqual([
      ['Docker', [10]],
      ['UTM', [20]],
      ['Virtual machine', [90]],
    ])
    expect(grouped([guest])).toMatchObject([
      { name: 'Virtual machine', kind: 'virtual-machine', quitEnds: 'the virtual machine' },
    ])
  })

  test('belongs to the one whose coalition it is in, however many run machines', () => {
    const apps = [macApp(10, docker), macApp(20, utm, [90])]
    const groups = grouped([dockerBackend, utmItself, guest], apps)
    expect(groupNamed(groups, 'UTM')).toMatchObject({
      kind: 'virtual-machine',
      quitEnds: machines,
      memoryBytes: 8e9 + 1e6,
    })
    expect(groupNamed(groups, 'Docker').kind).toBe('app')
  })

  test('belongs to Podman, which runs it by two programs', () => {
    const processes = [
      macProcess(40, 1, '/opt/podman/bin/gvproxy'),
      macProcess(41, 1, '/opt/podman/bin/vfkit'),
      guest,
    ]
    const owner = grouped(processes).find((group) => group.processes.some(({ pid }) => pid === 90))
    expect(owner?.name).toBe('Podman')
  })
})
