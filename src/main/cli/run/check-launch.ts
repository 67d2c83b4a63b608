import type { Fit } from '../../../shared/fit.ts'
import { shownVerdict } from '../../../shared/fit-text.ts'
import { UsageError } from '../../../shared/exit-code.ts'
import { printable } from '../../../shared/printable.ts'
import { formatBytes, formatCount, formatRoom } from '../../../shared/units.ts'
import type { Snapshot } from '../../../shared/snapshot.ts'
import { answerFit, type FitAnswer } from '../../fit/answer-fit.ts'
import { roomNow, type FitRoom } from '../../fit/fit-room.ts'
import { withHolders, type HoldersIn } from '../../fit/room-holders.ts'
import type { Learning } from '../../fit/learnt/learning.ts'
import type { FitLaunch } from '../../fit/launch-fit.ts'
import { questionOfLaunch } from '../../fit/launch-question.ts'
import { reasonOf } from '../../host/attempt.ts'
import type { Host } from '../../host/host.ts'
import type { ModelPlaces } from '../../inference/models/find/model-places.ts'
import { launchOf } from '../../inference/programs/launch/launch-of.ts'
import type { Launch } from '../../inference/programs/launch/launch.ts'
import { roomWithoutIdle } from './idle-of-ollama.ts'

/** What is said of a command before it is started. `remarks`: whole sentences. */
export type LaunchCheck =
  | { readonly kind: 'go'; readonly note: string; readonly remarks: readonly string[] }
  | {
      readonly kind: 'no'
      readonly fit: Fit
      readonly room: FitRoom
      readonly title: string
      readonly remarks: readonly string[]
    }
  /** It is started unchecked: why, as a fragment of a sentence. */
  | { readonly kind: 'unknown'; readonly reason: string }

export interface CheckWorld {
  readonly host: Pick<Host, 'ask' | 'openFile'>
  /** With the folder in which it is started. */
  readonly places: ModelPlaces
  readonly platform: string
  /** What real loads have taught. */
  readonly learning?: Pick<Learning, 'of'> | undefined
  /** Of now. */
  readonly snapshot: () => Promise<HoldersIn & Pick<Snapshot, 'room' | 'limit'>>
}

/** Whoever starts a program waits for no longer than this: a disk may hang. The machine has a time of its own to tell how it is. */
const usualPatienceMs = 3_000
const maxRemark = 300

/** What Headroom knows of a command by its words; null: it is no engine that it knows. */
export const launchOfWords = (
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
): Launch | null => launchOf({ argv: words, executable: null, environment })

/** Whether there is room for what a command will load. It never stands in the way because it does not know. */
export async function checkLaunch(
  launch: Launch | null,
  world: CheckWorld,
  patienceMs = usualPatienceMs,
): Promise<LaunchCheck> {
  if (launch === null) return unchecked('it is no engine that Headroom knows')
  let timer: NodeJS.Timeout | undefined
  let hurry = (): void => undefined
  const late = new Promise<LaunchCheck>((resolve) => {
    const sentence = `its model was not read within ${formatCount(patienceMs / 1_000)} s`
    hurry = () => {
      timer = setTimeout(() => resolve(unchecked(sentence)), patienceMs)
    }
  })
  const snapshot: CheckWorld['snapshot'] = () => {
    clearTimeout(timer)
    return world.snapshot().finally(hurry)
  }
  hurry()
  try {
    return await Promise.race([checked(launch, { ...world, snapshot }), late])
  } catch (error) {
    // UsageError: no such model, a file that is broken; whatever it is, the program will say it better
    return unchecked(reasonOf(error))
  } finally {
    clearTimeout(timer)
  }
}

const unchecked = (reason: string): LaunchCheck => ({ kind: 'unknown', reason })

interface Asked {
  readonly launch: Launch
  readonly question: FitLaunch
  readonly world: CheckWorld
}

async function checked(launch: Launch, world: CheckWorld): Promise<LaunchCheck> {
  const { places } = world
  const question = questionOfLaunch(launch, { places, build: null, ollama: null })
  if (question.kind === 'none') return unchecked(withoutStop(question.reason))
  if (launch.kind === 'ollama' && isLoaded(question.wanted, await world.snapshot()))
    return {
      kind: 'go',
      note: `Ollama has ${printable(question.wanted)} loaded already`,
      remarks: [],
    }
  const options = { ...question.options, isFitted: question.isFitted }
  const asked = { launch, question: { ...question, options }, world }
  const answer = await answerEither(asked)
  return answer.fit.verdict === 'no'
    ? ((await allTheSame(answer, asked)) ?? checkOf(answer, asked))
    : checkOf(answer, asked)
}

function checkOf({ fit, room }: FitAnswer, { launch, question }: Asked): LaunchCheck {
  const needBytes = room.device === 'cpu' ? fit.needRamBytes : fit.needBytes
  const { sentence, doubt } = shownVerdict(fit)
  const remarks = shown([...question.remarks, ...fit.remarks])
  switch (fit.verdict) {
    case 'unknown':
      return unchecked(doubt ?? sentence)
    case 'no':
      return { kind: 'no', fit, room, title: launch.title, remarks }
    case 'fits':
    case 'tight': {
      const figures = `it needs ${formatBytes(needBytes)}, there is room for ${formatRoom(fit.roomBytes ?? 0)}`
      const note = [sentence.toLowerCase(), figures, doubt].filter((part) => part !== null)
      return { kind: 'go', note: note.join(': '), remarks }
    }
  }
}

const shown = (remarks: readonly string[]): readonly string[] =>
  remarks.map((remark) => printable(remark, maxRemark))

/** It does not fit as it is asked: why it is started nevertheless, or what its engine does about that. null: it does not fit. */
async function allTheSame({ fit, room }: FitAnswer, asked: Asked): Promise<LaunchCheck | null> {
  const { launch, question } = asked
  if (question.mayTakeLess.length > 0) return unchecked(unreckonedText(question.mayTakeLess, fit))
  const isShared = room.device === 'metal' || room.device === 'cpu'
  if (question.isFitted && isShared && fit.maxContextThatFits !== null)
    return {
      kind: 'go',
      note: fittedNote(fit.contextTokens, fit.maxContextThatFits),
      remarks: shown(question.remarks),
    }
  return launch.kind === 'ollama' && launch.verb === 'run' ? withoutIdle(room, asked) : null
}

function unreckonedText(options: readonly string[], fit: Fit): string {
  const { sentence } = shownVerdict(fit)
  const are = options.length === 1 ? 'is' : 'are'
  return `${options.join(' and ')} ${are} not reckoned with; without, it ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`
}

/** As long as its own process may, whatever others hold (fitted-run.ts): that is told, and is the user's to choose. */
function fittedNote(chosenTokens: number | null, tokens: number): string {
  const chosen = chosenTokens === null ? '' : ` of ${formatCount(chosenTokens)} tokens`
  return `the context${chosen} that llama.cpp takes by itself does not fit, and there is room for ${formatCount(tokens)}: -c ${formatCount(tokens)}`
}

/** Ollama makes room by itself as far as it can; null: there is nothing that it could unload. */
async function withoutIdle(room: FitRoom, asked: Asked): Promise<LaunchCheck | null> {
  const freed = roomWithoutIdle(room, await asked.world.snapshot())
  if (freed === null) return null
  const { question } = asked
  const names = freed.names.join(' and ')
  const remark = `Ollama unloads by itself what is idle where it must: what ${names} takes is counted as room.`
  return checkOf(await answerEither(asked, freed.room), {
    ...asked,
    question: { ...question, remarks: [remark, ...question.remarks] },
  })
}

const withoutStop = (text: string): string => text.replace(/\.$/, '')

/** As the question is meant; where there is no such model, as it may be meant. `room`: instead of what there is now. */
async function answerEither(
  { question: { wanted, orElse, options }, world }: Asked,
  room: FitRoom | null = null,
): Promise<FitAnswer> {
  const ask = (name: string): Promise<FitAnswer> =>
    answerFit(
      { wanted: name, family: null, roomBytes: null, mac: null, options },
      {
        host: world.host,
        places: world.places,
        learning: world.learning,
        pasted: () => Promise.reject(new UsageError('nothing is pasted')),
        roomNow: async () => {
          if (room !== null) return room
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
