import { shownModel } from '../../shared/model-text.ts'
import { printable } from '../../shared/printable.ts'
import type { Model, ModelSize } from '../../shared/server.ts'
import type { Snapshot } from '../../shared/snapshot.ts'
import {
  formatBytes,
  formatCount,
  formatPace,
  formatRatio,
  formatSpan,
  formatTimeOfDay,
} from '../../shared/units.ts'
import type { useWords } from '../words/use-words.ts'
import { originOf, originOfSize, type FactName, type ToldFact } from './told-fact.ts'

type Words = Pick<ReturnType<typeof useWords>, 't' | 'say' | 'figure'>

const maxTextLength = 1_024

/** All that a Snapshot says of a model, in the order in which it is asked for. */
export function modelFacts(
  words: Words,
  model: Model,
  snapshot: Pick<Snapshot, 'servers' | 'atMs'>,
): readonly ToldFact[] {
  const { t, say, figure } = words
  const { origins = {}, memory } = model
  const shown = shownModel(model, snapshot)
  const sizeFact = (name: FactName, size: ModelSize | null): ToldFact => ({
    name,
    value: size === null ? null : figure(formatBytes(size.bytes)),
    origin: size === null ? null : originOfSize[size.origin],
  })
  const sizes = model.isRemote
    ? []
    : [
        sizeFact('total', memory.total),
        sizeFact('onGpu', memory.onGpu),
        sizeFact('weights', memory.weights),
        sizeFact('kv', memory.kv),
        wholeOnGpu(words, model),
      ]
  return [
    { name: 'name', value: shown.name, origin: originOf(origins.name), isForeign: true },
    foreign('file', model.file, originOf(origins.file)),
    foreign('quantization', model.quantization, originOf(origins.quantization)),
    { name: 'state', value: say(shown.state), origin: originOf(origins.state) },
    ...timeFacts(words, model, snapshot.atMs),
    ...sizes,
    ...contextFacts(words, model),
    {
      name: 'queue',
      value: model.queueLength === null ? null : formatCount(model.queueLength),
      origin: originOf(origins.queue),
    },
    {
      name: 'told',
      value: t('inventory.ago', { span: figure(formatSpan(snapshot.atMs - model.atMs)) }),
      origin: 'clock',
    },
  ]
}

export const foreign = (
  name: FactName,
  text: string | null,
  origin: ToldFact['origin'],
): ToldFact => ({
  name,
  value: text === null ? null : printable(text, maxTextLength),
  origin,
  isForeign: true,
})

const wholeOnGpu = ({ t }: Words, { isOnGpu, origins = {} }: Model): ToldFact => ({
  name: 'wholeOnGpu',
  value: isOnGpu === undefined ? null : t(isOnGpu ? 'inventory.yes' : 'inventory.no'),
  origin: originOf(origins.onGpu),
})

/** Since when it rests and when it goes are told where they are so: a model at work has neither. */
function timeFacts({ t, figure }: Words, model: Model, atMs: number): readonly ToldFact[] {
  const { idleSinceMs, expiresAtMs, tokensPerSecond, state, origins = {} } = model
  const facts: ToldFact[] = []
  if (idleSinceMs !== null) {
    const span = figure(formatSpan(Math.max(0, atMs - idleSinceMs)))
    const value = t('inventory.at', { time: figure(formatTimeOfDay(idleSinceMs)), span })
    facts.push({ name: 'idle', value, origin: originOf(origins.idle) })
  }
  if (expiresAtMs !== null && expiresAtMs > atMs) {
    const value = t('inventory.inSpan', { span: figure(formatSpan(expiresAtMs - atMs)) })
    facts.push({ name: 'expiry', value, origin: originOf(origins.expiry) })
  }
  if (state === 'generating') {
    const value = tokensPerSecond === null ? null : figure(formatPace(tokensPerSecond))
    facts.push({ name: 'pace', value, origin: originOf(origins.pace) })
  }
  return facts
}

function contextFacts({ t, figure }: Words, model: Model): readonly ToldFact[] {
  const { contextTokens, contextUsedTokens, contextRatio, fullestRequest, origins = {} } = model
  const tokens = (count: number): string => figure(formatCount(count))
  const ratio = contextRatio === null ? null : figure(formatRatio(contextRatio))
  const used =
    contextUsedTokens === null
      ? ratio === null
        ? null
        : t('inventory.ratio', { ratio })
      : ratio === null
        ? t('inventory.tokens', { tokens: tokens(contextUsedTokens) })
        : t('inventory.tokensUsed', { tokens: tokens(contextUsedTokens), ratio })
  return [
    {
      name: 'context',
      value:
        contextTokens === null ? null : t('inventory.tokens', { tokens: tokens(contextTokens) }),
      origin: originOf(origins.context),
    },
    { name: 'used', value: used, origin: originOf(origins.used) },
    ...(fullestRequest === undefined
      ? []
      : [
          {
            name: 'request',
            value: t('inventory.tokensUsed', {
              tokens: tokens(fullestRequest.usedTokens),
              ratio: figure(formatRatio(fullestRequest.usedTokens / fullestRequest.contextTokens)),
            }),
            origin: 'asked',
          } as const,
        ]),
  ]
}
