import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Asker } from '../../../../src/main/host/host.ts'
import { findModel } from '../../../../src/main/inference/models/find/find-model.ts'
import type { FoundModel } from '../../../../src/main/inference/models/find/found-model.ts'
import { modelPlacesOf } from '../../../../src/main/inference/models/find/model-places.ts'
import { localHost } from '../../../host/local-host.ts'
import { tempFolder } from '../../../processes.ts'

export const commit = 'c0ffee'.padEnd(40, '0')
export const hexOf = (letter: string): string => letter.repeat(64)

export interface LayerOf {
  readonly type: string
  /** A letter for a blob that is written; else as it is given. */
  readonly digest: string
  readonly text?: string
}

/** A user's home with models in it, and the folder in which the user stands. */
export interface ModelHome {
  readonly home: string
  readonly workingFolder: string
  /** Writes a file below the home, with what is needed above it. */
  write(path: string, text?: string): string
  link(path: string, target: string): void
  /** A repository in Hugging Face's cache: its files as links into blobs. */
  cached(repository: string, files: readonly string[], hub?: string): string
  /** A manifest of Ollama with its blobs; a digest of more than one letter has none. */
  pulled(name: string, layers: readonly LayerOf[], store?: string): void
  find(wanted: string, more?: Partial<Asking>): Promise<FoundModel>
}

interface Asking {
  readonly asker: Asker
  readonly environment: Readonly<Record<string, string>>
  readonly platform: string
}

export const weights = (letter: string): LayerOf => ({ type: 'model', digest: letter })

export function modelHome(): ModelHome {
  const home = tempFolder()
  const workingFolder = join(home, 'here')
  mkdirSync(workingFolder)
  const host = localHost()
  const write = (path: string, text = 'x'): string => {
    const whole = join(home, path)
    mkdirSync(dirname(whole), { recursive: true })
    writeFileSync(whole, text)
    return whole
  }
  const link = (path: string, target: string): void => {
    mkdirSync(dirname(join(home, path)), { recursive: true })
    symlinkSync(target, join(home, path))
  }
  return {
    home,
    workingFolder,
    write,
    link,
    cached: (repository, files, hub = '.cache/huggingface/hub') => {
      const folder = `${hub}/models--${repository.replace('/', '--')}`
      write(`${folder}/refs/main`, commit)
      files.forEach((file, index) => {
        write(`${folder}/blobs/${index}`)
        const up = '../'.repeat(file.split('/').length + 1)
        link(`${folder}/snapshots/${commit}/${file}`, `${up}blobs/${index}`)
      })
      return join(home, folder, 'snapshots', commit)
    },
    pulled: (name, layers, store = '.ollama/models') => {
      const written = layers.map(({ type, digest, text }) => {
        const isBlob = digest.length === 1
        if (isBlob) write(`${store}/blobs/sha256-${hexOf(digest)}`, text)
        return {
          mediaType: `application/vnd.ollama.image.${type}`,
          digest: isBlob ? `sha256:${hexOf(digest)}` : digest,
        }
      })
      const manifest = { schemaVersion: 2, layers: written }
      write(`${store}/manifests/${name}`, JSON.stringify(manifest))
    },
    find: (wanted, { asker = host, environment = {}, platform = 'darwin' } = {}) =>
      findModel(asker, wanted, modelPlacesOf(environment, home, workingFolder, platform)),
  }
}

/** The sentence with which it is refused; what was found where it was not. */
export async function refusal(finding: Promise<FoundModel>): Promise<string> {
  try {
    return `found ${JSON.stringify(await finding)}`
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  }
}

/** This machine, but what lies below the folder may not be looked at. */
export function shutBelow(folder: string): Asker {
  const host = localHost()
  const reason = 'permission denied'
  return {
    ask: async (question) =>
      'path' in question && question.path.startsWith(folder)
        ? { kind: 'failed', reason, atMs: 0, tookMs: 0 }
        : host.ask(question),
  }
}
