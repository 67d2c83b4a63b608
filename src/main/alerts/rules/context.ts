import type { Finding } from '../../../shared/finding.ts'
import type { LogNotice } from '../../../shared/log-notice.ts'
import { areServersLost } from '../answered.ts'
import { levelOfEvent } from '../told-of-late.ts'
import { contextAdvice } from '../context-advice.ts'
import { claimOfFinding } from '../of-finding.ts'
import { thereIs } from '../other-apps.ts'
import {
  dwellOf,
  seen,
  type Claim,
  type Dwell,
  type Rule,
  type Sight,
  type Unjudged,
} from '../rule.ts'
import { shortName } from '../short-name.ts'
import { formatCount } from '../../../shared/units.ts'
import { contextTokensOf, sightOfModel } from '../context-fill.ts'

/** A context fills by single tokens: two readings tell it. */
const dwell = dwellOf('context', { readingCount: 2, calmMs: 30_000 })
/** A prompt is too long from its first line on, and a log does not take that back. */
const told: Dwell = { holdMs: 0, readingCount: 1, calmMs: 0 }

/** Contexts that are nearly full, and prompts that are longer than theirs. */
export const context: Rule = {
  id: 'context',
  dwell,
  create: () => {
    return ({ snapshot, settings }) => {
      const said = toldSights(snapshot)
      const toldOf = new Set(said.flatMap(({ level, key }) => (level === 'low' ? [] : key)))
      const models = snapshot.models.flatMap((model) => {
        const sight = sightOfModel(model, snapshot, settings.contextRatio)
        // what its log says is the same thing, and more certain
        return sight === null || toldOf.has(keyOf(model.serverId)) ? [] : sight
      })
      return { ...seen([...said, ...models]), isBlind: areServersLost(snapshot) }
    }
  },
}

const keyOf = (whose: string): string => `prompt ${whose}`

/** What logs tell of prompts: of each server the last. A finding has fixes, and says what its notice gave notice of. */
function toldSights(snapshot: Unjudged): readonly Sight[] {
  const { findings, notices } = snapshot
  const sights = [
    ...findings.flatMap((finding) => sightOfFinding(finding, snapshot) ?? []),
    ...notices.flatMap((notice) => sightOfNotice(notice, snapshot) ?? []),
  ]
  const keys = [...new Set(sights.map(({ key }) => key))]
  return keys.flatMap((key) => {
    const of = sights.filter((one) => one.key === key)
    const best = (level: Sight['level']): Sight | undefined => of.find((one) => one.level === level)
    return best('high') ?? best('between') ?? best('low') ?? []
  })
}

function sightOfFinding(finding: Finding, snapshot: Unjudged): Sight | null {
  const { class: kind, place, serverId, facts } = finding
  if (kind !== 'context-full' || place === null) return null
  const contextTokens = facts.contextTokensPerSequence ?? facts.contextTokens
  const needTokens = facts.requestedTokens ?? facts.promptTokens
  // a shorter prompt, and what came after it, have filled the context together
  const figures =
    contextTokens === undefined || needTokens === undefined || needTokens <= contextTokens
      ? undefined
      : contextTokensOf(needTokens, contextTokens)
  const claim = claimOfFinding(finding, snapshot, 'warning', figures)
  const level = levelOfEvent(finding.lastAtMs, snapshot.atMs)
  return eventAt(level, keyOf(serverId ?? place.path), claim)
}

function sightOfNotice(notice: LogNotice, snapshot: Unjudged): Sight | null {
  const { figures, serverId, place, atMs } = notice
  if (figures.kind !== 'tokens' || figures.promptTokens <= figures.contextTokens) return null
  const { promptTokens, contextTokens, isLeast } = figures
  const atLeast = isLeast === true ? 'at least ' : ''
  const name = notice.model === null ? null : shortName(notice.model, 40)
  const of = name === null ? 'the context' : `the context of ${name}`
  const claim: Claim = {
    severity: 'warning',
    title: `A prompt is too long for ${name === null ? 'its model' : shortName(name)}`,
    sentence: `A prompt has ${atLeast}${formatCount(promptTokens)} tokens, and ${of} holds ${formatCount(contextTokens)}: ${atLeast}${formatCount(promptTokens - contextTokens)} too many.`,
    advice: contextAdvice(serverId, snapshot),
    figures: contextTokensOf(promptTokens, contextTokens),
    about: { serverId: thereIs(serverId, snapshot) },
    readAtMs: Math.min(atMs, snapshot.atMs),
  }
  return eventAt(levelOfEvent(atMs, snapshot.atMs), keyOf(serverId ?? place.path), claim)
}

const eventAt = (level: ReturnType<typeof levelOfEvent>, key: string, claim: Claim): Sight =>
  level === 'high' ? { key, level, claim, dwell: told } : eventLater(level, key, claim)

const eventLater = (level: 'between' | 'low', key: string, claim: Claim): Sight =>
  level === 'between' ? { key, level, claim } : { key, level, dwell: told }
