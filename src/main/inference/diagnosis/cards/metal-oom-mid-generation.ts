import type { Card, Misadvice } from '../../../../shared/finding.ts'
import { formatBytes, formatCount } from '../../../../shared/units.ts'
import type { Case } from '../case.ts'
import { heldBytes, limitOf, settableContext } from './figures.ts'
import { lessCacheRam } from './fix-fit.ts'
import { fix, present } from './fix.ts'
import {
  fewerLayersFree,
  kvDoubles,
  mlxMaxKv,
  mlxMemoryLimit,
  mlxString,
  quitBrowser,
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
      : 'Metal grants more than the GPU can hold at once. Loading succeeds, and the first command that needs all of it fails: at the first prompt, or when another program takes its share.',
    fixes: present([
      ...needLess(one),
      lessCacheRam(one),
      one.program === 'llama.cpp'
        ? fix('Start it again: after this error every later request fails too', null, null)
        : null,
    ]),
    misadvice: misadvice(one),
  }
}

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
    ? [mlxString, mlxMemoryLimit, mlxMaxKv, twoThirds, rightUpLimit, quitBrowser, switchEngine]
    : [statusFive, twoThirds, rightUpLimit, fewerLayersFree, kvDoubles, quitBrowser, switchEngine]
