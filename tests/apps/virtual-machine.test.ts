import { expect, test } from 'vitest'
import { virtualMachineName } from '../../src/main/apps/virtual-machine.ts'
import { running } from './running-process.ts'

test.each([
  [
    'libvirt',
    ['/usr/bin/qemu-system-x86_64', '-name', 'guest=builder,debug-threads=on'],
    'builder',
  ],
  ['QEMU by hand', ['/usr/bin/qemu-system-aarch64', '-m', '4G', '-name', 'pi'], 'pi'],
  ['QEMU without a name', ['/usr/libexec/qemu-kvm', '-m', '4G'], 'qemu-kvm'],
  ['Firecracker', ['/usr/bin/firecracker', '--id', 'vm-7', '--api-sock', '/x'], 'vm-7'],
  ['VirtualBox', ['/usr/lib/virtualbox/VBoxHeadless', '--comment', 'win', '--startvm', 'u'], 'win'],
  ['VMware', ['/usr/lib/vmware/vmware-vmx', '-x', '/home/a/my vm/win.vmx'], 'win'],
  ['an option without its value', ['/usr/bin/qemu-kvm', '-name'], 'qemu-kvm'],
])('a virtual machine has the name that its command line tells: %s', (_, argv, name) => {
  expect(virtualMachineName(running(argv))).toBe(name)
})

test.each([
  [['/usr/bin/qemu-img', 'convert', '-name', 'x']],
  [['/usr/bin/python3', '-name', 'guest=x']],
  [['/usr/bin/qemu-ga']],
])('a program that only resembles one is no virtual machine: %j', (argv) => {
  expect(virtualMachineName(running(argv))).toBe(null)
})
