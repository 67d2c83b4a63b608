// Writes numbered lines into a log and rotates it at random: what race.ts starts. Arguments: the path of the log, a file
// that holds the last number that was told, how long, a seed. Prints one JSON line when it is done.
import { closeSync, copyFileSync, existsSync, ftruncateSync, openSync, readFileSync } from 'node:fs'
import { renameSync, symlinkSync, truncateSync, unlinkSync, writeSync } from 'node:fs'
import { createRandom } from '../../frame/random.ts'
import { sleep } from '../../frame/children.ts'
import { maxLineBytes } from '../../../src/main/host/log/open-log.ts'

const [path = '', toldPath = '', forMs = '', seed = ''] = process.argv.slice(2)
const random = createRandom(Number(seed))
const isLink = path.endsWith('link.log')
/** More than can come while a reader is away: what is deleted unread is lost. */
const keptGenerations = 200
const longLineBytes = 300_000

let written = 0
let skippedBytes = 0
let targets = 0
let file = -1
const rotations: Record<string, number> = {}

const among = <T>(items: readonly T[]): T | undefined => items[Math.floor(random() * items.length)]

function openAnew(): void {
  if (isLink) {
    const target = `${path}-target-${targets++}`
    const beside = `${path}.tmp`
    symlinkSync(target, beside)
    file = openSync(target, 'a')
    renameSync(beside, path)
    return
  }
  // one that appends, or one that keeps its place when the file is cut
  file = openSync(path, random() < 0.5 ? 'a' : 'w')
}

function line(): Buffer {
  const number = String(++written)
  const end = among(['\n', '\n', '\n', '\r\n', '\r']) ?? '\n'
  if (random() < 0.002) {
    skippedBytes += longLineBytes - maxLineBytes
    return Buffer.from(number + ' '.padEnd(longLineBytes - number.length, 'x') + end)
  }
  const padding = Buffer.from(Array.from({ length: random() * 60 }, () => 128 + random() * 128))
  const nuls = Buffer.alloc(random() < 0.05 ? 3 : 0)
  return Buffer.concat([Buffer.from(`${number} `), padding, nuls, Buffer.from(end)])
}

const burst = (): void => {
  const count = random() < 0.1 ? 2_000 : random() * 30
  for (let index = 0; index < count; index++) writeSync(file, line())
}

async function brokenLine(): Promise<void> {
  const bytes = line()
  const at = Math.floor(random() * bytes.length)
  writeSync(file, bytes.subarray(0, at))
  await sleep(random() * 60)
  writeSync(file, bytes.subarray(at))
}

function shift(): void {
  const oldest = `${path}.${keptGenerations}`
  if (existsSync(oldest)) unlinkSync(oldest)
  for (let number = keptGenerations - 1; number > 0; number--) {
    if (existsSync(`${path}.${number}`)) renameSync(`${path}.${number}`, `${path}.${number + 1}`)
  }
}

/** What is cut or deleted unread is lost, by its nature: these wait until all was told. */
async function untilTold(): Promise<void> {
  while (Number(readFileSync(toldPath, 'utf8')) < written) await sleep(20)
}

/** A reader that was away meanwhile knows nothing of what is gone: it begins with the file that is in its place then. */
async function firstLineTold(): Promise<void> {
  writeSync(file, line())
  await untilTold()
}

const styles: Readonly<Record<string, () => Promise<void>>> = {
  rename: async () => {
    shift()
    renameSync(path, `${path}.1`)
    await sleep(random() < 0.5 ? 0 : random() * 300)
    closeSync(file)
    openAnew()
  },
  // as logrotate does: the writer goes on in the old file until it is told
  renameAndKeep: async () => {
    shift()
    renameSync(path, `${path}.1`)
    closeSync(openSync(path, 'a'))
    for (let count = random() * 5; count > 0; count--) {
      await sleep(random() * 100)
      burst()
    }
    closeSync(file)
    openAnew()
  },
  copyAndCut: async () => {
    shift()
    copyFileSync(path, `${path}.1`)
    truncateSync(path)
  },
  cut: async () => {
    await untilTold()
    ftruncateSync(file, 0)
    await firstLineTold()
  },
  deleteAndMake: async () => {
    await untilTold()
    unlinkSync(path)
    closeSync(file)
    await sleep(random() * 500)
    openAnew()
    await firstLineTold()
  },
}
const linkStyles: Readonly<Record<string, () => Promise<void>>> = {
  relink: async () => {
    await untilTold()
    closeSync(file)
    openAnew()
  },
}

async function rotate(): Promise<void> {
  const [name, style] = among(Object.entries(isLink ? linkStyles : styles)) ?? []
  if (name === undefined || style === undefined) return
  await style()
  // a clock of files that ticks slowly must tell one generation from the next
  await sleep(20)
  rotations[name] = (rotations[name] ?? 0) + 1
}

openAnew()
burst()
await untilTold() // from here on the reader has a position
for (const until = performance.now() + Number(forMs); performance.now() < until;) {
  if (random() < 0.8) burst()
  else await brokenLine()
  await sleep(random() < 0.1 ? random() * 400 : random() * 40)
  if (random() < 0.15) await rotate()
}
console.log(JSON.stringify({ written, skippedBytes, rotations }))
