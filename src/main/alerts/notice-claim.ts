import type { LogNotice } from '../../shared/log-notice.ts'
import { crawlWords, engineOf, isCrawling } from './engine-words.ts'
import { freshOf } from './fresh.ts'
import { shownGap } from './gap-text.ts'
import { lineBytesOf } from './line-words.ts'
import { thereIs } from './other-apps.ts'
import { reliefWords } from './relief.ts'
import { memoryFigures, type Claim, type Unjudged } from './rule.ts'
import { shortName } from './short-name.ts'

/**
 * What a log's own figures say of a load, before anything has failed; null: they are of something else, or it fits. That it only
 * just fits is on the card of the load.
 */
export function claimOfNotice(notice: LogNotice, snapshot: Unjudged): Claim | null {
  const { figures, serverId, model, atMs } = notice
  if (figures.kind === 'tokens' || figures.needBytes <= figures.haveBytes) return null
  const { kind, line, needBytes, haveBytes } = figures
  const name = model === null || isBlob(model) ? 'A model' : shortName(model, 40)
  return {
    severity: 'warning',
    title: `${name} may not fit`,
    sentence: `${sentenceOf(kind, { needBytes, haveBytes }, line)} ${endOf(notice, line, snapshot)}`,
    advice: reliefWords(snapshot, { line, exceptServerId: serverId }),
    figures: memoryFigures({
      line,
      lineBytes: lineBytesOf(line, snapshot) ?? haveBytes,
      needBytes,
      haveBytes,
    }),
    about: { serverId: thereIs(serverId, snapshot) },
    readAtMs: Math.min(atMs, snapshot.atMs),
  }
}

function sentenceOf(
  kind: 'needed' | 'granted',
  { needBytes, haveBytes }: { readonly needBytes: number; readonly haveBytes: number },
  line: 'gpu' | 'ram',
): string {
  const where = line === 'gpu' ? 'on the GPU' : 'in RAM'
  const { need, have, gap } = shownGap({ haveBytes, gapBytes: needBytes - haveBytes })
  return kind === 'needed'
    ? `Its log says that it needs ${need} ${where}, and that there are ${have}: ${gap} too much.`
    : `Its log says that it was given ${need} ${where}, against a limit of ${have}: ${gap} too much.`
}

/** An engine that only slows down there is not said to fail. */
function endOf({ serverId, model }: LogNotice, line: 'gpu' | 'ram', snapshot: Unjudged): string {
  const limit = freshOf(snapshot.limit)
  const engine = serverId === null ? null : engineOf({ serverId, file: model }, snapshot.servers)
  return line === 'gpu' && limit !== null && isCrawling(engine)
    ? `${crawlWords(engine, limit)}.`
    : 'It is likely to fail.'
}

/** Ollama's logs name the file of its weights, which nobody knows by that name. */
const isBlob = (model: string): boolean => /(^|[\\/])sha256[-:][0-9a-f]+$/.test(model)
