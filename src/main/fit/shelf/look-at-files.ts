import { baseName } from '../../../shared/base-name.ts'
import type { Asker } from '../../host/host.ts'
import { readIdentity, type FileIdentity } from '../../inference/models/find/file-identity.ts'
import type { ListedModel } from '../../inference/models/find/listed-model.ts'
import { severalAtOnce } from '../../inference/models/find/several-at-once.ts'

/** A model that lies there, by what the disk says of its files. */
export interface LookedModel {
  readonly listed: ListedModel
  /** Of all its files: for as long as it is the same, so is the model. */
  readonly identity: string
  readonly fileBytes: number | null
  readonly modifiedAtMs: number | null
  /** What its weights are a link to, as the cache of Hugging Face has them: servers map the file itself. */
  readonly linksTo: string | null
  /** Why it cannot be read; null: nothing is known to be wrong. */
  readonly trouble: string | null
}

const lookedAtOnce = 16

/** Each model once: one that lies in two places is that of the first, but every name of Ollama is one of its own. */
export async function lookAtFiles(
  asker: Asker,
  listed: readonly ListedModel[],
): Promise<readonly LookedModel[]> {
  const looked = await severalAtOnce(listed, lookedAtOnce, (one) => lookAt(asker, one))
  const known = new Set<string>()
  return looked.flat().filter(({ weightsId, listed: { source } }) => {
    if (weightsId === null) return true
    const isTwice = known.has(weightsId) && source !== 'ollama'
    known.add(weightsId)
    return !isTwice
  })
}

type Looked = LookedModel & { readonly weightsId: string | null }

async function lookAt(asker: Asker, listed: ListedModel): Promise<readonly Looked[]> {
  const identities: FileIdentity[] = []
  let trouble = listed.search.kind === 'trouble' ? listed.search.sentence : null
  for (const path of listed.files) {
    const read = await readIdentity(asker, path)
    if (read.kind === 'ok') identities.push(read)
    // a folder that is called like a file of weights
    else if (read.kind === 'no file') return []
    else trouble ??= troubleOf(baseName(path), read)
  }
  const [weights] = identities
  const isKnown = weights !== undefined && identities.length === listed.files.length
  const of = `${listed.source === 'ollama' ? 'ollama ' : ''}${baseName(listed.path)}`
  return [
    {
      listed,
      identity: [of, ...identities.map(({ identity }) => identity)].join(' '),
      fileBytes: isKnown ? identities.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) : null,
      modifiedAtMs: isKnown ? Math.max(...identities.map((one) => one.modifiedAtMs)) : null,
      linksTo: await linkOf(asker, listed),
      trouble,
      weightsId: weights?.id ?? null,
    },
  ]
}

async function linkOf(asker: Asker, { source, files }: ListedModel): Promise<string | null> {
  const [weights] = files
  if (source !== 'hugging-face' || weights === undefined) return null
  const link = await asker.ask({ kind: 'link', path: weights })
  if (link.kind !== 'ok') return null
  const folder = weights.slice(0, weights.lastIndexOf('/'))
  return link.value.startsWith('/') ? link.value : upwards(folder, link.value)
}

// /hub/models--a--b/snapshots/c0ffee and ../../blobs/1 are /hub/models--a--b/blobs/1
function upwards(folder: string, target: string): string {
  const [, up = '', rest = target] = /^((?:\.\.\/)+)(.*)$/s.exec(target) ?? []
  const parts = folder.split('/')
  return [...parts.slice(0, parts.length - up.length / 3), rest].join('/')
}

const troubleOf = (name: string, { kind, reason }: { kind: string; reason: string }): string =>
  kind === 'absent'
    ? `${name} is a link to a file that is not there: its download may not be complete`
    : `${name} cannot be read: ${reason}`
