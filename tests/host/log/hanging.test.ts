import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { followLog } from '../../../src/main/host/log/follow-log.ts'
import { within, type Patience } from '../../../src/main/host/patience.ts'
import { tempFolder, until } from '../../processes.ts'

/** The disk does not answer until it is let go; who waits for longer than for a `stat` waits for 50 ms. */
function hangingDisk() {
  const { promise: answers, resolve: goOn } = Promise.withResolvers<void>()
  let count = 0
  const patiently: Patience = async (deadlineMs, start) => {
    if (deadlineMs > 2_000) return within(50, start())
    count++
    await answers
    return start()
  }
  return { patiently, goOn, count: () => count }
}

test('a look at a log whose disk hangs ends all the same, and the log is told when the disk answers', async () => {
  const path = join(tempFolder(), 'server.log')
  writeFileSync(path, 'one\n')
  const { patiently, goOn, count } = hangingDisk()
  const texts: string[] = []
  const troubles: (string | null)[] = []
  const follower = followLog(
    path,
    { position: null, maxBacklogBytes: 1e6 },
    ({ text }) => texts.push(text),
    (trouble) => troubles.push(trouble?.reason ?? null),
    patiently,
  )
  onTestFinished(follower.stop)
  await follower.check()
  await follower.check()
  expect([troubles, count()]).toEqual([['no answer within 0.05 s'], 1])
  goOn()
  await until('what stands in it', () => (texts.length > 0 ? true : null))
  appendFileSync(path, 'two\n')
  await until('what came', () => (texts.join('') === 'one\ntwo\n' ? true : null))
  expect(troubles.at(-1)).toBeNull()
})
