import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { jsonIn } from '../../../src/shared/parse.ts'
import { fromRoot } from '../../from-root.ts'
import { startChild, tempFolder } from '../../processes.ts'

/** Why no disk of our own can be had here; null: it can. */
function lacking(): string | null {
  if (process.platform !== 'linux') return 'mount namespaces are of Linux'
  try {
    execFileSync('/usr/bin/unshare', ['-m', '/bin/true'], { stdio: 'ignore' })
    return null
  } catch {
    // EPERM: a container that may not mount
    return 'without the right to mount'
  }
}
const why = lacking()

describe.skipIf(why !== null)(`a disk of 1 MB${why === null ? '' : ` (${why})`}`, () => {
  test('a full one is said, and recorded on when there is room again', async () => {
    const folder = tempFolder()
    const child = startChild([
      '/usr/bin/unshare',
      '-m',
      '/bin/sh',
      '-c',
      'mount -t tmpfs -o size=1m small "$1" && exec "$0" "$2" "$1"',
      process.execPath,
      folder,
      fromRoot('tests/host/flight/full-disk-child.ts'),
    ])
    const { code } = await child.ended
    expect(child.stderr()).toBe('')
    expect(code).toBe(0)
    const told = jsonIn(child.stdout())
    expect(told).toMatchObject({ whenFull: 'the disk is full', after: null, segments: 2 })
    expect(told).toMatchObject({ behindMs: expect.toSatisfy((ms: number) => ms < 1_000) })
  })
})
