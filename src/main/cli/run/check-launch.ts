import type { Fit } from '../../../shared/fit.ts'
import { shownVerdict } from '../../../shared/fit-text.ts'
import { UsageError } from '../../../shared/exit-code.ts'
import { printable } from '../../../shared/printable.ts'
import { formatBytes, formatCount, formatRoom } from '../../../shared/units.ts'
import type { Snapshot } from '../../../shared/snapshot.ts'
import { answerFit, type FitAnswer } from '../../fit/answer-fit.ts'
import { roomNow, type FitRoom } from '../../fit/fit-room.ts'
import { withHolders, type HoldersIn } from '../../fit/room-holders.ts'
import type { FitLaunch } from '../../fit/launch-fit.ts'
import { questionOfLaunch } from '../../fit/launch-question.ts'
import { reasonOf } from '../../host/attempt.ts'
import type { Host } from '../../host/host.ts'
import type { ModelPlaces } from '../../inference/models/find/model-places.ts'
import { launchOf } from '../../inference/programs/launch/launch-of.ts'
import type { Launch } from '../../inference/programs/launch/launch.ts'

/** What is said of a command before it is started. */
export type LaunchCheck =
  | { readonly kind: 'go'; readonly note: string }
  | { readonly kind: 'no'; readonly fit: Fit; readonly room: FitRoom; readonly title: string }
  /** It is started unchecked: why, as a fragment of a sentence. */
  | { readonly kind: 'unknown'; readonly reason: string }

export interface CheckWorld {
  readonly host: Pick<Host, 'ask' | 'openFile'>
  /** With the folder in which it is started. */
  readonly places: ModelPlaces
  readonly platform: string
  /** Of now. */
  readonly snapshot: () => Promise<HoldersIn & Pick<Snapshot, 'room' | 'limit'>>
}

/** Whoever starts a program waits for no longer than this: a disk may hang. */
const patienceMs = 3_000

/** What Headroom knows of a command by its words; null: it is no engine that it knows. */
export const launchOfWords = (
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
): Launch | null => launchOf({ argv: words, executable: null, environment })

/** Whether there is room for what a command will load. It never stands in the way because it does not know. */
export async function checkLaunch(launch: Launch | null, world: CheckWorld): Promise<LaunchCheck> {
  if (launch === null) return unchecked('it is no engine that Headroom knows')
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<LaunchCheck>((resolve) => {
    const seconds = formatCount(patienceMs / 1_000)
    timer = setTimeout(
      () => resolve(unchecked(`its model was not read within ${seconds} s`)),
      patienceMs,
    )
  })
  try {
    return await Promise.race([checked(launch, world), late])
  } catch (error) {
    // UsageError: no such model, a file that is broken; whatever it is, the program will say it better
    return unchecked(reasonOf(error))
  } finally {
    clearTimeout(timer)
  }
}

const unchecked = (reason: string): LaunchCheck => ({ kind: 'unknown', reason })

async function checked(launch: Launch, world: CheckWorld): Promise<LaunchCheck> {
  const { places } = world
  const question = questionOfLaunch(launch, { places, build: null, ollama: null })
  if (question.kind === 'none') return unchecked(withoutStop(question.reason))
  if (launch.kind === 'ollama' && isLoaded(question.wanted, await world.snapshot()))
    return { kind: 'go', note: `Ollama has ${printable(question.wanted)} loaded already` }
  const { fit, room } = await answerEither(question, world)
  const needBytes = room.device === 'cpu' ? fit.needRamBytes : fit.needBytes
  const { sentence, doubt } = shownVerdict(fit)
  switch (fit.verdict) {
    case 'unknown':
      return unchecked(doubt ?? sentence)
    case 'no':
      return question.isFitted && fit.maxContextThatFits !== null
        ? { kind: 'go', note: fittedNote(fit.maxContextThatFits) }
        : { kind: 'no', fit, room, title: launch.title }
    case 'fits':
    case 'tight': {
      const figures = `it needs ${formatBytes(needBytes)}, there is room for ${formatRoom(fit.roomBytes ?? 0)}`
      return {
        kind: 'go',
        note: [sentence.toLowerCase(), figures, doubt].filter((part) => part !== null).join(': '),
      }
    }
  }
}

const fittedNote = (tokens: number): string =>
  `its whole context does not fit: llama.cpp takes a shorter one by itself, and there is room for ${formatCount(tokens)} tokens`

const withoutStop = (text: string): string => text.replace(/\.$/, '')

/** As the question is meant; where there is no such model, as it may be meant. */
async function answerEither(question: FitLaunch, world: CheckWorld): Promise<FitAnswer> {
  const { wanted, orElse, options } = question
  const ask = (name: string): Promise<FitAnswer> =>
    answerFit(
      { wanted: name, family: null, roomBytes: null, mac: null, options },
      {
        host: world.host,
        places: world.places,
        pasted: () => Promise.reject(new UsageError('nothing is pasted')),
        roomNow: async () => {
          const snapshot = await world.snapshot()
          return withHolders(roomNow(snapshot, world.platform), snapshot)
        },
      },
    )
  try {
    return await ask(wanted)
  } catch (error) {
    // UsageError: it is not there, or is several
    if (orElse === null || !(error instanceof UsageError)) throw error
    return ask(orElse)
  }
}

/** Then it takes no more. Ollama completes a name. */
const isLoaded = (
  name: string,
  { models, servers }: Pick<Snapshot, 'models' | 'servers'>,
): boolean =>
  models.some(
    (model) =>
      (model.name === name || model.name === `${name}:latest`) &&
      servers.some(({ id, kind }) => id === model.serverId && kind === 'ollama'),
  )
