import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { numberFrom, sleep, startChild, tempFolder, until } from '../../processes.ts'
import { hasNodePty, headroomRun, openUserTerminal, userAt } from './user-terminal.ts'

const lineCount = 500_000
const lineBytes = 100
const lineAt = (number: number): string => String(number).padStart(lineBytes - 1, '.')

/** Writes 50 MB as fast as it may, each line another one; then what its parent, headroom, took at most; and ends at once. */
const writer = `
const { readFileSync, writeFileSync, writeSync } = require('node:fs')
for (let at = 0; at < ${lineCount}; at += 1000) {
  writeFileSync(process.env.PROGRESS, String(at) + '\\n')
  let text = ''
  for (let i = at; i < at + 1000; i += 1) text += String(i).padStart(${lineBytes - 1}, '.') + '\\n'
  for (let bytes = Buffer.from(text); bytes.length > 0;) bytes = bytes.subarray(write(bytes))
}
function write(bytes) {
  try {
    return writeSync(1, bytes)
  } catch (error) {
    if (error.code === 'EAGAIN') return 0
    throw error
  }
}
writeSync(2, 'peak ' + /VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/' + process.ppid + '/status', 'utf8'))[1] + ' kB\\n')
`

function burstHash(lineEnd: string): string {
  const hash = createHash('sha256')
  for (let at = 0; at < lineCount; at += 1) hash.update(`${lineAt(at)}${lineEnd}`)
  return hash.digest('hex')
}

function writtenIn(folder: string): string {
  const path = join(folder, 'burst.cjs')
  writeFileSync(path, writer)
  return `'${process.execPath}' '${path}'`
}

/** Core and the log engine are part of it; the burst is not. */
const mostPeakKb = 260_000

describe('a burst of 50 MB', () => {
  test('arrives whole through pipes, and takes no memory', { timeout: 120_000 }, async () => {
    const folder = tempFolder()
    const child = startChild(
      [
        '/bin/sh',
        '-c',
        `{ ${headroomRun} -- ${writtenIn(folder)}; echo "status $?" >&2; } | sha256sum`,
      ],
      { ...userAt(folder), PROGRESS: join(folder, 'progress') },
    )
    await child.ended
    expect(child.stdout()).toBe(`${burstHash('\n')}  -\n`)
    expect(child.stderr()).toContain('status 0\n')
    expect(Number(/peak (\d+) kB/.exec(child.stderr())?.[1])).toBeLessThan(mostPeakKb)
  })

  test.skipIf(!hasNodePty)(
    'arrives whole in a terminal that is read slowly at its end (needs node-pty)',
    { timeout: 120_000 },
    async () => {
      const folder = tempFolder()
      const terminal = openUserTerminal(
        [
          '/bin/sh',
          '-c',
          `printf 'BEGIN\\r\\n'; ${headroomRun} -- ${writtenIn(folder)}; echo "END status $?"; read line`,
        ],
        { ...userAt(folder), PROGRESS: join(folder, 'progress') },
      )
      await until('most of it', () =>
        terminal.byteCount() > (lineCount - 20_000) * lineBytes ? true : null,
      )
      for (let round = 0; round < 5; round += 1) {
        terminal.pause()
        await sleep(400)
        terminal.resume()
        await sleep(5)
      }
      await terminal.shows(/END status 0\r\n/)
      const all = terminal.bytes()
      const from = all.indexOf(`${lineAt(0)}\r\n`)
      const burst = all.subarray(from, from + lineCount * (lineBytes + 1))
      expect(createHash('sha256').update(burst).digest('hex')).toBe(burstHash('\r\n'))
      const rest = all.subarray(from + burst.length).toString('utf8')
      expect(rest).toMatch(/^peak \d+ kB\r\nEND status 0\r\n$/)
      expect(Number(/peak (\d+)/.exec(rest)?.[1])).toBeLessThan(mostPeakKb)
    },
  )
})

/** What is on its way at most: in two pipes or terminals, and in ours. */
const mostWaitingLines = 20_000

describe('a program that writes faster than anybody reads', () => {
  /** How far it comes while nobody reads. */
  const linesUnread = async (folder: string): Promise<number> => {
    await numberFrom(join(folder, 'progress'))
    await sleep(2_000)
    return numberFrom(join(folder, 'progress'))
  }

  test('waits, through pipes', async () => {
    const folder = tempFolder()
    const script = `${headroomRun} -- ${writtenIn(folder)} | { read x; sleep 60; }`
    startChild(['/bin/sh', '-c', script], {
      ...userAt(folder),
      PROGRESS: join(folder, 'progress'),
    })
    expect(await linesUnread(folder)).toBeLessThan(mostWaitingLines)
  })

  test.skipIf(!hasNodePty)('waits, in a terminal (needs node-pty)', async () => {
    const folder = tempFolder()
    const terminal = openUserTerminal(['/bin/sh', '-c', `${headroomRun} -- ${writtenIn(folder)}`], {
      ...userAt(folder),
      PROGRESS: join(folder, 'progress'),
    })
    await terminal.shows('not checked')
    terminal.pause()
    expect(await linesUnread(folder)).toBeLessThan(mostWaitingLines)
    terminal.resume()
  })
})
