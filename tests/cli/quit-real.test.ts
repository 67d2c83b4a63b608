import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { jsonIn } from '../../src/shared/parse.ts'
import { program } from '../headroom-program.ts'
import { startChild, tempFolder, type Child } from '../processes.ts'
import { userAt } from './run/user-terminal.ts'

/** The ladder waits for 10 s, and whether it stays away is watched for 10 s more. */
const patienceMs = 60_000

/** The real program, of a user of its own: what it notes is not noted of whoever runs the tests. */
async function headroomAt(home: string, ...args: readonly string[]) {
  const child = startChild([process.execPath, program, ...args], userAt(home))
  const { code } = await child.ended
  return { code, stdout: child.stdout(), stderr: child.stderr() }
}

/** A real program of ours that holds 300 MB. */
async function startHog(script: string): Promise<Child> {
  const file = join(tempFolder(), 'hog.mjs')
  writeFileSync(
    file,
    `globalThis.held = Buffer.alloc(3e8).fill(1); ${script}; console.log('up'); setInterval(() => {}, 1e6)`,
  )
  const child = startChild([process.execPath, file])
  await child.printed(/up/)
  return child
}

const isThere = ({ pid }: Child): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false // ESRCH
  }
}

describe('headroom quit, with real processes', () => {
  test(
    'quits the one that is meant, and it is noted',
    async () => {
      const home = tempFolder()
      const [hog, other] = [await startHog(''), await startHog('')]
      const asked = await headroomAt(home, 'quit', String(hog.pid))
      expect([asked.code, isThere(hog)]).toEqual([1, true])
      expect(asked.stderr).toContain('--yes quits it all the same')

      const { code, stdout, stderr } = await headroomAt(home, 'quit', String(hog.pid), '--yes')
      expect([code, stdout]).toEqual([0, ''])
      // how much: by the machine's own room, which other tests move as well
      expect(stderr).toMatch(/^hog\.mjs has quit: .+ came back \(\d+ MB expected\)/)
      expect(await hog.ended).toEqual({ code: null, signal: 'SIGTERM' })
      expect(isThere(other)).toBe(true)

      const log = await headroomAt(home, 'acts', '--json')
      expect(jsonIn(log.stdout)).toMatchObject({
        schema: 'headroom/acts/1',
        acts: [{ act: 'quit', by: 'person', target: 'hog.mjs', outcome: 'done', isForced: false }],
      })
    },
    patienceMs,
  )

  test(
    'forces nothing that was not confirmed twice',
    async () => {
      const home = tempFolder()
      const hog = await startHog("process.on('SIGTERM', () => {})")
      const open = await headroomAt(home, 'quit', String(hog.pid), '--yes')
      expect([open.code, isThere(hog)]).toEqual([1, true])
      expect(open.stderr).toContain('hog.mjs has not ended yet')
      expect(open.stderr).toContain('headroom quit --force ')

      const forced = await headroomAt(home, 'quit', String(hog.pid), '--yes', '--force', '--json')
      expect(jsonIn(forced.stdout)).toMatchObject({ outcome: 'done', isForced: true })
      expect(forced.code).toBe(0)
      expect(await hog.ended).toEqual({ code: null, signal: 'SIGKILL' })
    },
    patienceMs,
  )

  test('a hostile name brings no terminal escape along', async () => {
    const hostile = 'evil\u001b[31m\nx\u0007'
    const hog = await startHog(`process.title = ${JSON.stringify(hostile)}`)
    const { code, stderr } = await headroomAt(tempFolder(), 'quit', String(hog.pid), '--dry-run')
    expect([code, isThere(hog)]).toEqual([0, true])
    expect(stderr.trimEnd().split('\n')).toHaveLength(2)
    expect(stderr.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
  })
})
