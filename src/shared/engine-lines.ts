import type { EngineLine, Gpu, Limit } from './snapshot.ts'
import { formatBytes } from './units.ts'

/** One line for the engines that do the same at the same figure, in the words of every face. */
export interface ShownEngineLine {
  /** `llama.cpp, Ollama likely fail past 22.9 GB` */
  readonly text: string
  readonly meaning: string
}

const meanings: Readonly<Record<EngineLine['beyond'], string>> = {
  fails: 'Just past it a load or a generation is likely to fail',
  refuses: 'Past it the engine allocates no more; it crawls before',
}
const verbs: Readonly<Record<EngineLine['beyond'], readonly [one: string, several: string]>> = {
  fails: ['likely fails', 'likely fail'],
  refuses: ['refuses', 'refuse'],
}

export function shownEngineLines({
  engineLines,
}: Pick<Limit, 'engineLines'>): readonly ShownEngineLine[] {
  const groups = Map.groupBy(engineLines, ({ beyond, lineBytes }) => `${beyond} ${lineBytes}`)
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (first === undefined) return []
    const [one, several] = verbs[first.beyond]
    const names = group.map(({ engine }) => engine).join(', ')
    const verb = group.length === 1 ? one : several
    const text = `${names} ${verb} past ${formatBytes(first.lineBytes)}`
    return [{ text, meaning: meanings[first.beyond] }]
  })
}

/** Less than this share of the limit is the breathing of windows and caches. */
const noticeableShare = 0.05

/** An idle model drops out of what is in use now, and comes back with its next request: so it still counts. */
export const isIdleModelCounted = (
  { inUseBytes, inUseNowBytes }: Gpu,
  { limitBytes }: Limit,
): boolean => inUseBytes - inUseNowBytes >= noticeableShare * limitBytes
