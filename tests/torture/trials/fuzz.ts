import { createInterface } from 'node:readline'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { z } from 'zod/mini'
import { jsonIn } from '../../../src/shared/parse.ts'
import type { Trial } from '../trial.ts'

const program = fileURLToPath(new URL('../fuzz-long.ts', import.meta.url))

const minutes = Number(process.env['HEADROOM_FUZZ_MINUTES'] ?? 10)
/** Nothing takes so long that it will end. */
const hangsAfterMs = 300_000

const lineShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('began'), subject: z.string(), seed: z.number() }),
  z.object({ kind: z.literal('ended'), tried: z.number() }),
  z.object({ kind: z.literal('fault'), text: z.string(), path: z.string() }),
  z.object({ kind: z.literal('round'), seed: z.number() }),
])

/** Foreign input of fresh seeds, through every door; what fails is made small and kept in .cache/fuzz. */
export const trial: Trial = {
  name: 'fuzz',
  what: `${minutes} minutes of foreign input through every parser, the contract and the replayer`,
  run: async ({ children }) => {
    const given = process.env['HEADROOM_SEED']
    const first = given === undefined ? Math.floor(Math.random() * 2 ** 30) : Number(given)
    const child = children.start(
      process.execPath,
      ['--max-old-space-size=1024', program, String(minutes * 60), String(first)],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    const faults: string[] = []
    const last = { seed: first, tried: 0, rounds: 0, at: 'its start' }
    const hang = (): void => {
      faults.push(`${last.at}, seed ${last.seed}: it does not end`)
      child.signal('SIGKILL')
    }
    let timer = setTimeout(hang, hangsAfterMs)
    if (child.stdout === null) throw new Error('it has no output')
    for await (const text of createInterface({ input: child.stdout })) {
      clearTimeout(timer)
      timer = setTimeout(hang, hangsAfterMs)
      const line = lineShape.parse(jsonIn(text))
      if (line.kind === 'began') Object.assign(last, { at: line.subject, seed: line.seed })
      if (line.kind === 'ended') last.tried += line.tried
      if (line.kind === 'round') last.rounds++
      if (line.kind === 'fault') faults.push(`${line.text}\nkept as ${line.path}`)
    }
    clearTimeout(timer)
    const code = await child.ended
    if (code !== 0) faults.push(`${last.at}, seed ${last.seed}: it ended with ${code}`)
    return {
      trials: last.tried,
      faults,
      figures: [
        `seeds ${first} to ${last.seed}, ${last.rounds} of them through all subjects (HEADROOM_SEED=… begins there)`,
      ],
    }
  },
}
