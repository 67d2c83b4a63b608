import { Refusal } from '../../src/main/host/attempt.ts'

/** What is asked of Core, and its answers, each in their order: an answer may be given before its question has come. */
export interface Questions<Input, Output> {
  readonly asked: readonly Input[]
  ask(input: Input): Promise<Output>
  /** A text refuses it. */
  answer(output: Output | string): void
}

export function createQuestions<Input, Output>(): Questions<Input, Output> {
  const asked: Input[] = []
  const answers: PromiseWithResolvers<Output>[] = []
  let answeredCount = 0
  const answerAt = (index: number): PromiseWithResolvers<Output> => {
    const answer = answers[index] ?? Promise.withResolvers<Output>()
    answers[index] = answer
    return answer
  }
  return {
    asked,
    ask: (input) => answerAt(asked.push(input) - 1).promise,
    answer: (output) => {
      const { promise, resolve, reject } = answerAt(answeredCount++)
      promise.catch(() => undefined) // its question may come later
      if (typeof output === 'string') reject(new Refusal(output))
      else resolve(output)
    },
  }
}
