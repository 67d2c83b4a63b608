// A program that writes into a log as fast as it is told to: arguments are how (`lines`, `failing`, `endless`), the path, the
// bytes a second, and the seconds. What is too much for a disk is cut off, as `copytruncate` does. Prints what it wrote.
import { closeSync, openSync, truncateSync, writeSync } from 'node:fs'
import { createRandom } from '../../frame/random.ts'
import { sleep } from '../../frame/children.ts'
import { idleLine } from '../../bench/logs/idle-lines.ts'

const [how = '', path = '', bytesText = '', secondsText = ''] = process.argv.slice(2)
const bytesPerSecond = Number(bytesText)
const pieceBytes = 2 ** 20
const mostBytes = 256 * 2 ** 20
const failing = 'ggml_metal_buffer_init: error: failed to allocate buffer, size = 12288.00 MiB\n'

const random = createRandom(11)
const pieces: Readonly<Record<string, () => string>> = {
  lines: () => Array.from({ length: 10_000 }, (_, index) => idleLine(index, random)).join('\n'),
  failing: () => failing.repeat(Math.ceil(pieceBytes / failing.length)),
  endless: () => 'all slots are idle '.repeat(Math.ceil(pieceBytes / 19)),
}
const text = pieces[how]?.() ?? ''
const piece = Buffer.from(how === 'lines' ? `${text}\n` : text)

const file = openSync(path, 'a')
const startedAtMs = performance.now()
const untilMs = startedAtMs + Number(secondsText) * 1_000
let writtenBytes = 0
let lyingBytes = 0
while (performance.now() < untilMs) {
  const dueBytes = ((performance.now() - startedAtMs) / 1_000) * bytesPerSecond
  while (writtenBytes < dueBytes && performance.now() < untilMs) {
    writtenBytes += writeSync(file, piece)
    lyingBytes += piece.length
    if (lyingBytes < mostBytes) continue
    truncateSync(path)
    lyingBytes = 0
  }
  await sleep(5)
}
closeSync(file)
console.log(`wrote ${writtenBytes}`)
