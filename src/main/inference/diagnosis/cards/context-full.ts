import type { Card, Fix, Misadvice } from '../../../../shared/finding.ts'
import { formatCount } from '../../../../shared/units.ts'
import type { Case } from '../case.ts'
import { fewerPromptCaches } from './fix-at-once.ts'
import { moreContext } from './fix-context.ts'
import { smallerKv } from './fix-kv-type.ts'
import { fix, present } from './fix.ts'
import { numCtxOpenAi } from './misadvice-gpu.ts'
import { kvDoubles } from './misadvice-memory.ts'
import { nameAtStart, nameOf } from './program-words.ts'

export function contextFull(one: Case): Card {
  return {
    sentence: sentence(one),
    cause: cause(one),
    fixes: present(fixes(one)),
    misadvice: misadvice(one),
  }
}

/** Of one request: slots share what is set. */
const contextOfOne = ({ facts }: Case): number | null =>
  facts.contextTokensPerSequence ?? facts.contextTokens ?? null

const askedTokens = ({ facts }: Case): number | null =>
  facts.requestedTokens ?? facts.promptTokens ?? null

/** The prompt alone is more than the context: what drops out while it answers does not help. */
function isPromptTooLong(one: Case): boolean {
  const asked = askedTokens(one)
  const context = contextOfOne(one)
  return asked !== null && context !== null && asked > context
}

/** Ollama's `truncating input prompt`. */
const isCut = ({ signature }: Case): boolean => /-(?:prompt|messages)-cut$/.test(signature)

function sentence(one: Case): string {
  const asked = askedTokens(one)
  const context = contextOfOne(one)
  const of = context === null ? '' : ` of ${formatCount(context)} tokens`
  if (asked !== null && context !== null && asked <= context)
    return `The context${of} of ${nameOf(one)} is full; the prompt took ${formatCount(asked)} of them`
  const request = asked === null ? 'A request' : `A request of ${formatCount(asked)} tokens`
  if (isCut(one))
    return `${nameAtStart(one)} cut a prompt${asked === null ? '' : ` of ${formatCount(asked)} tokens`} to its context${of}, and answered all the same`
  return `${request} does not fit into the context${of} of ${nameOf(one)}`
}

function cause(one: Case): string {
  const slots = slotsThatShare(one)
  if (slots > 1)
    return `The context that is set is shared by ${formatCount(slots)} slots, so that each request has only a part of it. The prompt, the earlier conversation and the answer must all fit into that part.`
  return isCut(one)
    ? 'The prompt and the answer must fit into the context. What does not fit is dropped without an error: the model never saw it.'
    : 'The prompt, the earlier conversation and the answer must all fit into the context. It is full, whatever memory there is.'
}

/** 1 where all slots have the whole context, or where nothing is told. */
function slotsThatShare({ program, facts }: Case): number {
  const { slotCount = 1, contextTokens, contextTokensPerSequence } = facts
  const isSplit =
    contextTokens !== undefined &&
    contextTokensPerSequence !== undefined &&
    contextTokensPerSequence < contextTokens
  return isSplit && program !== 'ollama' ? Math.max(1, slotCount) : 1
}

/** The refusal names the context of a slot only; whether that is all of it is not told. */
const mayBeSplit = ({ program, facts: { slotCount = 1 } }: Case, slots: number): boolean =>
  program === 'llama.cpp' && slots === 1 && slotCount > 1

function fixes(one: Case): readonly (Fix | null)[] {
  const slots = slotsThatShare(one)
  return [
    slots > 1 && one.program === 'llama.cpp'
      ? fix('Let one request have the whole context', '-np 1', 'requests wait for each other')
      : null,
    moreContext(one, askedTokens(one), slots),
    mayBeSplit(one, slots)
      ? fix(
          'If -np was given, each slot has only a part of -c: let one request have all of it',
          '-np 1',
          'requests wait for each other',
        )
      : null,
    fix(
      'Send less: start a new conversation, leave out parts of the document, or switch off tools that fill the prompt',
      null,
      'the model knows less of what went before',
    ),
    one.program === 'llama.cpp' && !isPromptTooLong(one)
      ? fix(
          'Let the oldest part of the conversation drop out while it answers',
          '--context-shift',
          'the model forgets it without a word',
        )
      : null,
    smallerKv(one),
    fewerPromptCaches(one),
  ]
}

const misadvice = ({ program }: Case): readonly Misadvice[] => [
  ...(program === 'ollama' ? [numCtxOpenAi] : []),
  {
    advice: 'Free memory, or use a smaller model',
    why: 'The context is a setting: it is full at the same number of tokens however much memory is free. Memory only decides how large it may be set.',
  },
  kvDoubles,
]
