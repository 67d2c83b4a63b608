import type { ShownModel } from '../../shared/model-text.ts'
import type { Model } from '../../shared/server.ts'
import type { ActTarget } from '../relief/act-step.ts'
import type { useWords } from '../words/use-words.ts'

interface At extends Pick<ReturnType<typeof useWords>, 't'> {
  readonly place: number
}

/** What its row asks for: its server may be all that can be let go. */
export const modelTarget = (
  { id, eject }: Pick<Model, 'id' | 'eject'>,
  { name, server }: Pick<ShownModel, 'name' | 'server'>,
  { place, t }: At,
): ActTarget => ({
  kind: 'unload',
  id,
  name,
  number: null,
  place,
  yes: eject.kind === 'quit' ? t('relief.quitNamed', { name: server }) : t('relief.unload'),
})
