import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { createAboutDesk } from '../../src/main/core/about-desk.ts'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import { fromRoot } from '../from-root.ts'
import { muchKnown } from '../web/fake-core.ts'

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(fromRoot('package.json'), 'utf8')))
const node = { name: 'Node', version: process.versions.node }

const onSystem = (operatingSystem: string): Snapshot => ({
  ...muchKnown,
  machine: {
    kind: 'ok',
    atMs: 1,
    isStale: false,
    platform: 'darwin',
    operatingSystem,
    processor: 'x',
    coreCount: 1,
    model: null,
  },
})
const about = (snapshot: Snapshot, isRecording = false) =>
  createAboutDesk({ snapshotNow: async () => snapshot, isRecording, folder: '/a' }).about()

test.each([
  ['macOS 26.1 (25B78)', { name: 'macOS', version: '26.1 (25B78)' }],
  [
    'Debian GNU/Linux 13 (6.12.0, x86_64)',
    { name: 'Debian GNU/Linux', version: '13 (6.12.0, x86_64)' },
  ],
  ['macOS', { name: 'macOS', version: '' }],
])('%s is told by its name and version, beside what Headroom runs on', async (system, part) => {
  expect(await about(onSystem(system))).toEqual({
    schema: 'headroom/about/1',
    version,
    parts: [node, part],
    folder: '/a',
  })
})

test('the system of a recording is not the one that Headroom runs on, and one that is not known is left out', async () => {
  expect((await about(onSystem('macOS 26.1'), true)).parts).toEqual([node])
  expect((await about(muchKnown)).parts).toEqual([node])
})
