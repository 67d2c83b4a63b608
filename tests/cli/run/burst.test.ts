import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sleep, startChild, tempFolder, until } from '../../processes.ts'
import { hasNodePty, headroomRun, openUserTerminal, userAt } from './user-terminal.ts'

const lineCount = 500_000
const lineBytes = 100
const lineAt = (number: number): string => String(number).padStart(lineBytes - 1, '.')

/** Writes 50 MB as fast as it may, each line another one; then what its parent, headroom, took at most; and ends at once. */
const writer = `
const { readFileSync, writeSync } = require('node:fs')
for (let at = 0; at < ${lineCount}; at += 1000) {
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

/** Core and the log engine are part of it; a tenth of the burst would not be. */
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
      userAt(folder),
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
        userAt(folder),
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
