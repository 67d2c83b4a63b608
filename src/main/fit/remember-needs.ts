import type { Need } from '../inference/estimate/need.ts'
import type { createSizer } from './create-sizer.ts'
import type { Changes } from './sizer.ts'

/** A model has more contexts than anybody tries. */
const mostNeeds = 1_000

/**
 * Sizers of one model that know what was reckoned by those before them: whoever moves one option asks for most of it again. How
 * long a context was asked for makes no difference to a need with another.
 */
export function rememberNeeds(create: typeof createSizer): typeof createSizer {
  const needs = new Map<string, Need>()
  return (model, options, room) => {
    const sizer = create(model, options, room)
    const { device, limitBytes, gpuRoomBytes } = room
    // Ollama chooses its batch by what fits
    const on = [device, limitBytes, sizer.engine === 'ollama' ? gpuRoomBytes : null]
    const keyOf = (changes: Changes): string =>
      JSON.stringify([
        on,
        changes.contextTokens === undefined ? options : { ...options, contextTokens: null },
        changes,
      ])
    return {
      ...sizer,
      need: (changes) => {
        if (changes === undefined) return sizer.need()
        const key = keyOf(changes)
        const known = needs.get(key)
        if (known !== undefined) return known
        const need = sizer.need(changes)
        if (needs.size >= mostNeeds) needs.clear()
        needs.set(key, need)
        return need
      },
    }
  }
}
