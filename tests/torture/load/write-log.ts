// A program that writes a log as a server at work does, and rotates it: arguments are the path, the lines a second, how long
// (seconds), how often it is rotated (seconds; 0: never), and how often a line fails (one of so many; 0: never).
import { openSync, closeSync, renameSync, truncateSync, copyFileSync, writeSync } from 'node:fs'
import { createRandom } from '../../frame/random.ts'
import { idleLine } from '../../bench/logs/idle-lines.ts'

const [path = '', ...numbers] = process.argv.slice(2)
const [linesPerSecond = 0, forSeconds = 0, rotateEverySeconds = 0, failOneOf = 0] =
  numbers.map(Number)
const burstEveryMs = 100
const failing = 'ggml_metal_buffer_init: error: failed to allocate buffer, size = 12288.00 MiB'

const random = createRandom(linesPerSecond + path.length)
let file = openSync(path, 'a')
let written = 0
let rotations = 0

function burst(): void {
  const lines = Array.from({ length: Math.ceil((linesPerSecond * burstEveryMs) / 1_000) }, () => {
    written++
    return failOneOf > 0 && written % failOneOf === 0 ? failing : idleLine(written, random)
  })
  writeSync(file, `${lines.join('\n')}\n`)
}

/** As logrotate does it by default, and with `copytruncate`: one generation is kept. */
function rotate(): void {
  rotations++
  if (rotations % 2 === 0) {
    copyFileSync(path, `${path}.1`)
    truncateSync(path)
    return
  }
  renameSync(path, `${path}.1`)
  closeSync(file)
  file = openSync(path, 'a')
}

const bursting = setInterval(burst, burstEveryMs)
const rotating = rotateEverySeconds === 0 ? null : setInterval(rotate, rotateEverySeconds * 1_000)
setTimeout(() => {
  clearInterval(bursting)
  if (rotating !== null) clearInterval(rotating)
  closeSync(file)
}, forSeconds * 1_000)
