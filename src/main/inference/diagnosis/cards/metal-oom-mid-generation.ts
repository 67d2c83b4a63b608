import type { Card, Misadvice } from '../../../../shared/finding.ts'
import { formatBytes, formatCount } from '../../../../shared/units.ts'
import type { Case } from '../case.ts'
import { heldBytes, limitOf, settableContext } from './figures.ts'
import { present } from './fix.ts'
import {
  fewerLayersFree,
  mlxMaxKv,
  mlxMemoryLimit,
  mlxString,
  rightUpLimit,
  statusFive,
  switchEngine,
  twoThirds,
} from './misadvice-memory.ts'
import { isOfMlx, nameOf } from './program-words.ts'
import { needLess } from './need-less.ts'

export function metalOomMidGeneration(one: Case): Card {
  return {
    sentence: sentence(one),
    cause: isOfMlx(one)
      ? 'MLX takes memory as the prompt grows, and Metal grants more than the GPU can hold at once. It fails when a command needs all of it: with a long prompt, several requests, or another model beside it.'
      : `Metal grants more than the GPU can hold at once. Loading succeeds, and the first command that needs all of it fails: at the first prompt, or when another program takes its share.${again(one)}`,
    fixes: present(needLess(one)),
    misadvice: misadvice(one),
  }
}

/** Ollama starts its own child anew. */
const again = ({ program }: Case): string =>
  program === 'llama.cpp'
    ? ' After this error every later request fails too, until llama.cpp is started again.'
    : ''

function sentence(one: Case): string {
  const held = heldBytes(one)
  const limit = limitOf(one)
  const context = settableContext(one)
  const { promptCacheBytes } = one.facts
  const what = `The GPU ran out of memory while it computed for ${nameOf(one)}`
  const parts = [
    what,
    ...(held === null ? [] : [`it had been granted ${formatBytes(held)}`]),
    ...(limit === null ? [] : [`the GPU limit is ${formatBytes(limit)}`]),
    ...(promptCacheBytes === undefined
      ? []
      : [`its caches of past prompts hold ${formatBytes(promptCacheBytes)}`]),
    ...(context === null ? [] : [`its context is ${formatCount(context)} tokens`]),
  ]
  return parts.join('; ')
}

const misadvice = (one: Case): readonly Misadvice[] =>
  isOfMlx(one)
    ? [
        ...(one.signature.startsWith('page-') ? [mlxString] : []),
        mlxMemoryLimit,
        rightUpLimit,
        // its commands for one conversation have it
        ...(one.program === 'mlx' ? [] : [mlxMaxKv]),
        switchEngine,
      ]
    : [statusFive, rightUpLimit, fewerLayersFree, twoThirds]
