import type { Answer, AnswerReader, Told } from './answer.ts'
import type { ModelFacts } from './facts.ts'
import { listAt, textAt } from './forms.ts'

/** `GET /v1/models` of OpenAI's form, as nearly every server answers it. It seldom tells what is loaded. Docker Model Runner has it under /engines. */
export const openAiModels: AnswerReader = {
  route: /^GET \/(?:engines\/(?:\S+\/)?)?v1\/models$/,
  read: readOpenAiModels,
}

// {"object":"list","data":[{"id":"m","object":"model","created":1686935002,"owned_by":"o"}]}
function readOpenAiModels(answer: Answer): Told | null {
  const list = openAiListIn(answer)
  if (list === null) return null
  const models = list.map((one) => ({ ...identified(one), state: null, sizeBytes: null }))
  return { facts: { isReady: true, models }, certainty: 'fits' }
}

/** null: it is no such list. */
export const openAiListIn = ({ status, json }: Answer): readonly unknown[] | null =>
  status === 200 ? listAt(json, 'data') : null

/** Whether all are of this owner, and there is one. */
export const areOwnedBy = (list: readonly unknown[], owner: string): boolean =>
  list.length > 0 && list.every((one) => textAt(one, 'owned_by') === owner)

export function identified(one: unknown): ModelFacts {
  const id = textAt(one, 'id')
  return id === null ? {} : { id }
}
