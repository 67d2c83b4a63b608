import type { Answer, Told } from './answer.ts'
import { textAt } from './forms.ts'

/** The header `Server` of every answer of llama.cpp, also of those without the key. */
export const isLlamaHeader = ({ server }: Answer): boolean => /^llama\.cpp\b/i.test(server)

// 200 {"status":"ok"}
/** `GET /health`: others answer the same. It does not say that work goes on: the slots may hang (llama.cpp#27388). */
export function readHealth(answer: Answer): Told | null {
  if (answer.status !== 200 || textAt(answer.json, 'status') !== 'ok') return null
  return { facts: { isReady: true }, certainty: isLlamaHeader(answer) ? 'proof' : 'fits' }
}

// 503 {"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}
/** While its model loads a llama-server answers everything so. */
export function readLoading({ status, json }: Answer): Told | null {
  if (status !== 503 || textAt(json, 'error.message') !== 'Loading model') return null
  const isWhole = textAt(json, 'error.type') === 'unavailable_error'
  return {
    facts: { isReady: false, models: [{ state: 'loading' }] },
    certainty: isWhole ? 'proof' : 'fits',
  }
}
