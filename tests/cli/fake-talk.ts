import type { ActOptions, Talk } from '../../src/main/cli/act-talk.ts'

/** Nothing asked for beside the act itself. */
export const plainAct: ActOptions = {
  isDryRun: false,
  isConfirmed: false,
  isForced: false,
  json: false,
}

export interface FakeTalk {
  readonly talk: Talk
  /** What people read on standard error, with the questions. */
  readonly said: string[]
  /** Lines of standard output. */
  readonly lines: string[]
  /** JSON values. */
  readonly printed: unknown[]
  /** What would be told where it is stopped, as it changes. */
  readonly doubts: string[]
}

/**
 * `answers`: to the questions in their order, no to all behind; null: nobody is there to answer. `pick`: which one of a list, counted
 * from 0.
 */
export function createTalk(
  answers: readonly boolean[] | null,
  pick: number | null = null,
): FakeTalk {
  const said: string[] = []
  const lines: string[] = []
  const printed: unknown[] = []
  const doubts: string[] = []
  const left = [...(answers ?? [])]
  const ask = async (question: string): Promise<boolean> => {
    said.push(`? ${question}`)
    return left.shift() === true
  }
  const choose = async (count: number): Promise<number | null> => {
    said.push(`? Which one? [1-${count}]`)
    return pick
  }
  return {
    talk: {
      say: (line) => said.push(line),
      print: (line) => lines.push(line),
      printJson: (value) => printed.push(value),
      ask: answers === null ? null : ask,
      choose: answers === null ? null : choose,
      doubts: (sentence) => doubts.push(sentence),
    },
    said,
    lines,
    printed,
    doubts,
  }
}
