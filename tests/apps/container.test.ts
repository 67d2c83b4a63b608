import { expect, test } from 'vitest'
import { containerOf, shortId, stopAdvice } from '../../src/main/apps/container.ts'
import { fixture } from '../world.ts'

const id = '3f2a91c0b7de4f5a6b7c8d9e0f1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c'
const pod = '1a2b3c4d-5e6f-7081-92a3-b4c5d6e7f809'

// composed after the engines' documentation of their cgroups
test.each([
  ['Docker', 'cgroup v2', `0::/system.slice/docker-${id}.scope\n`],
  ['Docker', 'cgroup v1', `12:memory:/docker/${id}\n1:name=systemd:/docker/${id}\n`],
  ['Docker', 'rootless', `0::/user.slice/user-1000.slice/user@1000.service/docker-${id}.scope\n`],
  ['Podman', 'cgroup v2', `0::/machine.slice/libpod-${id}.scope/container\n`],
  ['Podman', 'rootless', `0::/user.slice/user-1000.slice/user.slice/libpod-${id}.scope\n`],
  [
    'Kubernetes',
    'systemd driver',
    `0::/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod${pod.replaceAll('-', '_')}.slice/cri-containerd-${id}.scope\n`,
  ],
  ['Kubernetes', 'cgroupfs driver', `11:cpu:/kubepods/besteffort/pod${pod}/${id}\n0::/\n`],
  ['containerd', 'its default namespace', `0::/default/${id}\n`],
])('%s is recognised: %s', (engine, _, cgroup) => {
  expect(containerOf(cgroup)).toEqual({ engine, id })
})

test.each([
  ['LXC', '0::/lxc.payload.web-1/system.slice/nginx.service\n', 'web-1'],
  ['LXC', '9:memory:/lxc/100/ns\n', '100'],
  ['systemd-nspawn', '0::/machine.slice/systemd-nspawn@build.service/payload\n', 'build'],
  ['systemd-nspawn', '0::/machine.slice/machine-build.scope\n', 'build'],
])('%s is recognised by the name of the container: %s', (engine, cgroup, name) => {
  expect(containerOf(cgroup)).toEqual({ engine, id: name })
})

test.each([
  ['nothing', ''],
  ['the root', '0::/\n'],
  ['a session', '0::/user.slice/user-1000.slice/session-3.scope\n'],
  ["Docker's own daemon", '0::/system.slice/docker.service\n'],
  ["Podman's monitor", `0::/machine.slice/libpod-conmon-${id}.scope\n`],
  ['too short an id', '0::/system.slice/docker-3f2a91.scope\n'],
  [
    'a virtual machine of libvirt',
    '0::/machine.slice/machine-qemu\\x2d1\\x2dbuilder.scope/libvirt/emulator\n',
  ],
])('%s is no container', (_, cgroup) => {
  expect(containerOf(cgroup)).toBe(null)
})

test('a real cgroup of a program in no container tells none', () => {
  expect(containerOf(fixture('proc/cgroup.txt'))).toBe(null)
})

test('an id is shown by its first twelve digits, a name whole', () => {
  expect(shortId(id)).toBe('3f2a91c0b7de')
  expect(shortId('3f2a91c0b7de')).toBe('3f2a91c0b7de')
  expect(shortId('a-container-with-a-name')).toBe('a-container-with-a-name')
})

test('the service of a container engine is no container', () => {
  expect(containerOf('0::/system.slice/lxc.service\n')).toBe(null)
  expect(containerOf('0::/lxc.monitor.web-1\n')).toBe(null)
})

test.each([
  ['Docker', id, 'stop it with Docker: docker stop 3f2a91c0b7de'],
  ['Podman', id, 'stop it with Podman: podman stop 3f2a91c0b7de'],
  ['containerd', id, 'stop it with containerd: nerdctl stop 3f2a91c0b7de'],
  ['Kubernetes', id, 'stop its pod with kubectl'],
  ['systemd-nspawn', 'build', 'stop it with systemd-nspawn: machinectl stop build'],
  ['systemd-nspawn', 'my\\x2dbuild', 'stop it with systemd-nspawn'],
  ['LXC', 'web-1', 'stop it with LXC'],
])('a container of %s named %s is stopped by its engine: %s', (engine, name, advice) => {
  expect(stopAdvice({ engine, id: name })).toBe(advice)
})
