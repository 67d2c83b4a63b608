import { describe, expect, test } from 'vitest'
import { programsOf } from '../../src/main/core/quit-target.ts'
import type { QuitTarget, TargetProcess } from '../../src/main/apps/quit/target.ts'
import { pid } from '../../src/shared/ids.ts'

const process = (id: number, parentPid: number, executable = '/opt/train'): TargetProcess => ({
  pid: pid(id),
  parentPid: pid(parentPid),
  startedAt: '7',
  executable,
})
const target = (further: Partial<QuitTarget>): QuitTarget => ({
  name: 'train',
  bundleId: null,
  bundlePath: null,
  processes: [],
  ...further,
})

describe('what a yes is for', () => {
  test('is each program that no other of them has started: its workers come and go', () => {
    const processes = [process(10, 1), process(11, 10), process(12, 11), process(20, 5)]
    expect(programsOf(target({ processes }))).toEqual(['process 10 7', 'process 20 7'])
  })

  test('is the main program of an app in a bundle, and none of its helpers', () => {
    const bundlePath = '/Applications/Loom.app'
    const processes = [
      process(30, 1, '/System/Library/Frameworks/WebKit.framework/WebContent'),
      process(31, 1, `${bundlePath}/Contents/MacOS/Loom`),
      process(32, 31, `${bundlePath}/Contents/Frameworks/Loom Helper`),
    ]
    expect(programsOf(target({ bundleId: 'com.loom', bundlePath, processes }))).toEqual([
      'process 31 7',
    ])
  })
})
