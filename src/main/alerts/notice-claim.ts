import type { LogNotice } from '../../shared/log-notice.ts'
import { shownGap } from './gap-text.ts'
import { lineBytesOf } from './line-words.ts'
import { thereIs } from './other-apps.ts'
import { reliefWords } from './relief.ts'
import { memoryFigures, type Claim, type Unjudged } from './rule.ts'
import { shortName } from './short-name.ts'

/** What a log's own figures say of a load, before anything has failed; null: they are of something else. */
export function claimOfNotice(notice: LogNotice, snapshot: Unjudged): Claim | null {
  const { figures, serverId, model, atMs } = notice
  if (figures.kind === 'tokens') return null
  const { kind, line, needBytes, haveBytes } = figures
  const gapBytes = Math.max(0, needBytes - haveBytes)
  const name = model === null || isBlob(model) ? 'A model' : shortName(model, 40)
  return {
    severity: gapBytes > 0 ? 'warning' : 'notice',
    title: gapBytes > 0 ? `${name} may not fit` : `${name} only just fits`,
    sentence: `${sentenceOf(kind, { needBytes, haveBytes, gapBytes }, line)} ${gapBytes > 0 ? 'It is likely to fail.' : 'Little is left for anything else.'}`,
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
  {
    needBytes,
    haveBytes,
    gapBytes,
  }: { readonly needBytes: number; readonly haveBytes: number; readonly gapBytes: number },
  line: 'gpu' | 'ram',
): string {
  const where = line === 'gpu' ? 'on the GPU' : 'in RAM'
  const freeBytes = Math.max(0, haveBytes - needBytes)
  const { need, have, gap } =
    gapBytes > 0 ? shownGap({ haveBytes, gapBytes }) : shownLeft({ needBytes, freeBytes })
  const rest = gapBytes > 0 ? `${gap} too much` : `${gap} to spare`
  return kind === 'needed'
    ? `Its log says that it needs ${need} ${where}, and that there are ${have}: ${rest}.`
    : `Its log says that it was given ${need} ${where}, against a limit of ${have}: ${rest}.`
}

/** The other way round: what there is is the sum. */
function shownLeft({
  needBytes,
  freeBytes,
}: {
  readonly needBytes: number
  readonly freeBytes: number
}) {
  const { need: have, have: need, gap } = shownGap({ haveBytes: needBytes, gapBytes: freeBytes })
  return { need, have, gap }
}

/** Ollama's logs name the file of its weights, which nobody knows by that name. */
const isBlob = (model: string): boolean => /(^|[\\/])sha256[-:][0-9a-f]+$/.test(model)
