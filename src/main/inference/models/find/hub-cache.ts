import { printable } from '../../../../shared/printable.ts'
import { candidatesIn, type Candidate } from './candidate.ts'
import { trouble } from './found-model.ts'
import type { Look } from './look.ts'

/** A ref is the 40 letters of a commit. */
const maxRefBytes = 1_024
const commitForm = /^[\da-f]{40}$/
/** A cache has one folder for each repository. */
export const maxRepositories = 2_000

const folderOf = (repository: string): string => `models--${repository.replace('/', '--')}`

/** models--org--name is org/name; null for data sets and what else lies there. */
export function repositoryOf(folder: string): string | null {
  const [, org, name] = /^models--(.+?)--(.+)$/.exec(folder) ?? []
  return org === undefined || name === undefined ? null : `${org}/${name}`
}

/** The models of one repository in a cache of Hugging Face; null where it is not there. */
export const candidatesOfRepository = (
  look: Look,
  hub: string,
  repository: string,
  revision: string | null,
): Promise<readonly Candidate[] | null> =>
  candidatesOfFolder(look, `${hub}/${folderOf(repository)}`, repository, revision)

/** All that is whole enough to be one. */
export async function candidatesInHub(look: Look, hub: string): Promise<readonly Candidate[]> {
  const folders = ((await look.list(hub)) ?? []).flatMap((folder) => {
    const repository = repositoryOf(folder)
    return repository === null ? [] : [{ folder, repository }]
  })
  const candidates: Candidate[] = []
  for (const { folder, repository } of folders.slice(0, maxRepositories))
    candidates.push(
      ...((await candidatesOfFolder(look, `${hub}/${folder}`, repository, null)) ?? []),
    )
  return candidates.filter(({ isBroken }) => isBroken !== true)
}

/** The folder of one repository: refs/main names the commit, snapshots/<commit> has its files as links into blobs. */
export async function candidatesOfFolder(
  look: Look,
  folder: string,
  repository: string,
  revision: string | null,
): Promise<readonly Candidate[] | null> {
  const snapshot = await newestSnapshot(look, folder, revision)
  if (snapshot === null) return null
  if (snapshot.kind === 'found') return candidatesIn(look, snapshot.path, repository)
  const missing = `${printable(repository)} is in the cache of Hugging Face, but ${snapshot.sentence}`
  return [
    {
      name: repository,
      repository,
      gguf: null,
      isBroken: true,
      open: async () => trouble(missing),
    },
  ]
}

type Snapshot =
  | { readonly kind: 'found'; readonly path: string }
  | { readonly kind: 'missing'; readonly sentence: string }

/** Of a revision, or what `main` is; null where the folder is no repository. */
export async function newestSnapshot(
  look: Look,
  folder: string,
  revision: string | null,
): Promise<Snapshot | null> {
  const snapshots = await look.list(`${folder}/snapshots`)
  if (snapshots === null) return null
  const commit = await commitOf(look, folder, snapshots, revision)
  if (commit !== null && snapshots.includes(commit))
    return { kind: 'found', path: `${folder}/snapshots/${commit}` }
  const what = revision === null ? 'its newest revision' : `its revision ${revision}`
  return { kind: 'missing', sentence: `not ${what}: download it again` }
}

async function commitOf(
  look: Look,
  folder: string,
  snapshots: readonly string[],
  revision: string | null,
): Promise<string | null> {
  if (revision !== null && commitForm.test(revision)) return revision
  const text = await look.text(`${folder}/refs/${revision ?? 'main'}`, maxRefBytes)
  const commit = typeof text === 'string' ? text.trim() : ''
  if (commitForm.test(commit)) return commit
  // downloaded by its commit, it has no ref
  const [only = null] = snapshots
  return typeof text !== 'string' && revision === null && snapshots.length === 1 ? only : null
}
