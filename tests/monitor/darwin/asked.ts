import type { AskerAt } from '../../../src/main/host/ask-at.ts'
import { askerOf, nameOfQuestion, type World } from '../../world.ts'

/** Asks a small world, and keeps every question. */
export function createAsking(world: World) {
  const asked: string[] = []
  const at = (atMs: number): AskerAt => {
    const asker = askerOf(world, atMs)
    return {
      ...asker,
      ask: (question) => {
        asked.push(nameOfQuestion(question))
        return asker.ask(question)
      },
    }
  }
  return { asked, at }
}
