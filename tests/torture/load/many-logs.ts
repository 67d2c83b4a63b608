// A program that writes a line into each of many logs now and then, and rotates each: arguments are the folder, how many, and
// the seconds.
import { appendFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { sleep } from '../../frame/children.ts'
import { createRandom } from '../../frame/random.ts'
import { idleLine } from '../../bench/logs/idle-lines.ts'

const [folder = '', countText = '', secondsText = ''] = process.argv.slice(2)
const count = Number(countText)
const random = createRandom(12)
const untilMs = performance.now() + Number(secondsText) * 1_000
const logsATurn = 50
/** Of so many lines, the log is another file behind one. */
const rotatesOneOf = 4

for (let turn = 0; performance.now() < untilMs; turn++) {
  for (let index = 0; index < logsATurn; index++) {
    const path = join(folder, `${(turn * logsATurn + index) % count}.log`)
    if (random() < 1 / rotatesOneOf) renameSync(path, `${path}.1`)
    appendFileSync(path, `${idleLine(index, random)}\n`)
  }
  await sleep(50)
}
