import { UsageError } from '../../../../shared/exit-code.ts'
import { jsonIn } from '../../../../shared/parse.ts'
import type { NoReading } from '../../../../shared/reading.ts'
import type { Asker, Question } from '../../../host/host.ts'
import { figureAt, textAt } from '../../answers/forms.ts'

/** A folder with more entries is none of models. */
const maxEntries = 20_000
/** Thousands of models are looked through in less. */
const maxQuestions = 10_000

/** What is asked of folders while a model is looked for. Their number is limited: beyond it, a UsageError. */
export interface Look {
  /** Names in order, without hidden ones; null where it is no folder that can be listed. */
  list(folder: string): Promise<readonly string[] | null>
  /** Links are followed. */
  typeOf(path: string): Promise<'file' | 'dir' | 'other' | NoReading>
  /** The same for all paths to one folder; null where there is none. */
  folderId(path: string): Promise<string | null>
  text(path: string, maxBytes: number): Promise<string | NoReading>
  /** The folders that are there and would not be listed, with the reason. */
  refused(): ReadonlyMap<string, string>
}

export function createLook(asker: Asker): Look {
  const refused = new Map<string, string>()
  const asked = { count: 0 }
  const ask = async (question: Question): Promise<string | NoReading> => {
    asked.count++
    if (asked.count > maxQuestions)
      throw new UsageError('there are too many folders to look through: give the path of the model')
    const answer = await asker.ask(question)
    return answer.kind === 'ok' ? answer.value : answer
  }
  return {
    list: async (folder) => {
      const answer = await ask({ kind: 'dir', path: folder })
      if (typeof answer === 'string') return namesIn(answer)
      if (answer.kind === 'failed') refused.set(folder, answer.reason)
      return null
    },
    typeOf: async (path) => {
      const answer = await ask({ kind: 'stat', path })
      return typeof answer === 'string' ? typeIn(answer) : answer
    },
    folderId: async (path) => {
      const answer = await ask({ kind: 'stat', path })
      return typeof answer === 'string' ? folderIdIn(answer) : null
    },
    text: (path, maxBytes) => ask({ kind: 'file', path, maxBytes }),
    refused: () => refused,
  }
}

function namesIn(text: string): readonly string[] | null {
  const list = jsonValue(text)
  if (!Array.isArray(list)) return null
  return list
    .slice(0, maxEntries)
    .filter((name): name is string => typeof name === 'string' && !name.startsWith('.'))
    .sort()
}

function typeIn(text: string): 'file' | 'dir' | 'other' {
  const type = textAt(jsonValue(text), 'type')
  return type === 'file' || type === 'dir' ? type : 'other'
}

function folderIdIn(text: string): string | null {
  const stat = jsonValue(text)
  const isFolder = textAt(stat, 'type') === 'dir'
  return isFolder ? `${figureAt(stat, 'device')}:${figureAt(stat, 'inode')}` : null
}

/** undefined where the text is not JSON. */
export function jsonValue(text: string): unknown {
  try {
    return jsonIn(text)
  } catch {
    // ParseError: not JSON
    return undefined
  }
}
