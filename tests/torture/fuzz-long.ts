// Fresh seeds for as long as it is told to: what trials/fuzz.ts starts. Prints one JSON line before and after each subject,
// so that whoever waits knows where it hangs.
import { mkdirSync, writeFileSync } from 'node:fs'
import { allSubjects } from '../fuzz/all-subjects.ts'
import { failureText } from '../fuzz/failure-text.ts'
import { fuzz, isOfBytes } from '../fuzz/fuzz.ts'
import { growthIn } from '../fuzz/growth.ts'
import { print, runAsMain } from '../frame/main.ts'
import { fromRoot } from '../from-root.ts'

const folder = fromRoot('.cache/fuzz')
const triesEach = 400
const pumpsEach = 60

const tell = (line: object): void => print(JSON.stringify(line))

function keep(subject: string, seed: number, input: string | Uint8Array): string {
  mkdirSync(folder, { recursive: true })
  const path = `${folder}/${subject}-${seed}`
  writeFileSync(path, input)
  return path
}

async function long(): Promise<number> {
  const [seconds, first] = process.argv.slice(2).map(Number)
  const until = performance.now() + (seconds ?? 60) * 1_000
  const known = new Set<string>()
  for (let seed = first ?? 1; performance.now() < until; seed++) {
    for (const subject of allSubjects) {
      if (performance.now() > until || known.has(subject.name)) continue
      tell({ kind: 'began', subject: subject.name, seed })
      const { failure, tried } = await fuzz(subject, seed, triesEach)
      const slow =
        failure === null && !isOfBytes(subject) && subject.isShort !== true
          ? await growthIn(subject, seed, Math.ceil(pumpsEach * (subject.share ?? 1)))
          : null
      const found = failure ?? slow
      tell({ kind: 'ended', tried })
      if (found === null) continue
      known.add(subject.name)
      const path = keep(subject.name, seed, found.input)
      tell({ kind: 'fault', text: failureText(subject.name, seed, found), path })
    }
    tell({ kind: 'round', seed })
  }
  return 0
}

await runAsMain('fuzz', long)
