import { expect, test } from 'vitest'
import { pid } from '../../src/shared/ids.ts'
import { groupProcesses } from '../../src/main/apps/group.ts'
import type { RunningProcess } from '../../src/main/apps/running.ts'
import { nobody, running } from './running-process.ts'

/** Each app with the processes that it is made of, the biggest app first. */
const pidsByName = (...processes: readonly RunningProcess[]): readonly [string, number[]][] =>
  groupProcesses(processes, nobody, 0).map(({ name, processes: own }) => [
    name,
    own.map((process): number => process.pid),
  ])

test('the many processes of one browser are one app', () => {
  const chrome = (id: number, residentBytes: number): RunningProcess =>
    running(['/opt/chrome/chrome --type=renderer --lang=de'], {
      executable: '/opt/chrome/chrome',
      pid: id,
      residentBytes,
      sessionId: 9,
    })
  const processes = [chrome(11, 100), chrome(12, 300), chrome(13, 200)]
  expect(pidsByName(...processes)).toEqual([['chrome', [12, 13, 11]]])
})

test('one program in two sessions is two apps', () => {
  const vim = (id: number, sessionId: number): RunningProcess =>
    running(['/usr/bin/vim'], { pid: id, sessionId })
  const groups = groupProcesses([vim(11, 1), vim(12, 2)], nobody, 0)
  expect(groups.map(({ name }) => name)).toEqual(['vim', 'vim'])
  expect(new Set(groups.map(({ id }) => id)).size).toBe(2)
})

test('two scripts of one interpreter in one session are two apps', () => {
  const script = (id: number, path: string, residentBytes: number): RunningProcess =>
    running(['/usr/bin/python3', path], { pid: id, residentBytes })
  const processes = [script(1, '/a/train.py', 5), script(2, '/b/serve.py', 9)]
  expect(pidsByName(...processes)).toEqual([
    ['serve.py', [2]],
    ['train.py', [1]],
  ])
})

test('two programs of one busybox in one session are two apps', () => {
  const applet = (id: number, called: string): RunningProcess =>
    running([called], { executable: '/bin/busybox', pid: id })
  expect(pidsByName(applet(1, 'sh'), applet(2, 'httpd'), applet(3, 'httpd'))).toEqual([
    ['httpd', [2, 3]],
    ['sh', [1]],
  ])
})

test('programs whose files may not be read are told apart by their short names', () => {
  const hidden = (id: number, name: string): RunningProcess =>
    running([], { executable: null, name, pid: id })
  expect(pidsByName(hidden(1, 'alpha'), hidden(2, 'beta'), hidden(3, 'beta'))).toEqual([
    ['beta', [2, 3]],
    ['alpha', [1]],
  ])
})

test("Headroom's own app bears its name, and no other does", () => {
  const processes = [
    running(['/usr/bin/node', '/opt/headroom.mjs'], { pid: 5 }),
    running(['/usr/bin/node', '/srv/other.mjs'], { pid: 6 }),
  ]
  const groups = groupProcesses(processes, { ...nobody, pid: pid(5) }, 0)
  expect(groups.map(({ name, isHeadroom }) => ({ name, isHeadroom }))).toEqual([
    { name: 'Headroom', isHeadroom: true },
    { name: 'other.mjs', isHeadroom: false },
  ])
})

test('an app is as old as its oldest process', () => {
  const at = (id: number, startedAtMs: number): RunningProcess =>
    running(['/usr/bin/chrome'], { pid: id, startedAtMs })
  expect(groupProcesses([at(1, 9_000), at(2, 4_000), at(3, 7_000)], nobody, 0)).toMatchObject([
    { startedAtMs: 4_000 },
  ])
})

test('where the proportional set is known it is the memory, and a sum of both kinds says so', () => {
  const of = (id: number, proportionalBytes: number | null): RunningProcess =>
    running(['/usr/bin/chrome'], { pid: id, residentBytes: 1_000, proportionalBytes })
  const memoryOf = (...processes: readonly RunningProcess[]) =>
    groupProcesses(processes, nobody, 0).map(
      ({ memoryBytes, memoryKind, measuredBytes, measuredBy }) => ({
        memoryBytes,
        memoryKind,
        measuredBytes,
        measuredBy,
      }),
    )
  const measured = { measuredBytes: 2_000, measuredBy: 'rss' }
  expect(memoryOf(of(1, 600), of(2, 0))).toEqual([
    { memoryBytes: 600, memoryKind: 'pss', ...measured },
  ])
  expect(memoryOf(of(1, null), of(2, null))).toEqual([
    { memoryBytes: 2_000, memoryKind: 'rss', ...measured },
  ])
  expect(memoryOf(of(1, 600), of(2, null))).toEqual([
    { memoryBytes: 1_600, memoryKind: 'mixed', ...measured },
  ])
})

test('apps of one size are in the order of their names', () => {
  const processes = ['/bin/b', '/bin/c', '/bin/a'].map((path, index) =>
    running([path], { pid: index }),
  )
  expect(pidsByName(...processes).map(([name]) => name)).toEqual(['a', 'b', 'c'])
})
