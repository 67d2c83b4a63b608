import type { ShownModel } from '../../shared/model-text.ts'
import { printable } from '../../shared/printable.ts'
import type { Model } from '../../shared/server.ts'
import { formatSpan } from '../../shared/units.ts'
import type { useWords } from '../words/use-words.ts'

interface Noted {
  readonly model: Model
  readonly shown: Pick<ShownModel, 'server'>
  /** Of the Snapshot. */
  readonly atMs: number
  /** How its memory comes back is said elsewhere: by its button, or once for all of a recording. */
  readonly hasWay: boolean
}

/** What else to know of a model, a few words each; mostly nothing. */
export function modelNotes(
  { t, say, figure }: ReturnType<typeof useWords>,
  { model, shown: { server }, atMs, hasWay }: Noted,
): readonly string[] {
  const { isStale, sharesFile, isRemote, eject } = model
  const notes: string[] = []
  if (isStale) notes.push(t('models.asOf', { span: figure(formatSpan(atMs - model.atMs)) }))
  if (sharesFile) notes.push(t('models.sharesFile'))
  if (isRemote) notes.push(t('models.isRemote'))
  else if (!hasWay && eject.kind === 'quit')
    notes.push(t('models.quitItsServer', { server: say(server) }))
  else if (!hasWay && eject.kind === 'none')
    notes.push(t('models.cannotUnload', { reason: say(printable(eject.reason)) }))
  return notes
}
