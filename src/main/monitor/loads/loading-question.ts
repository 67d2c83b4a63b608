import { noFitOptions, type FitOptions } from '../../fit/fit-options.ts'
import { questionOfLaunch } from '../../fit/launch-question.ts'
import type { ServerKind } from '../../../shared/server.ts'
import type { Loading } from '../../inference/inventory/loading.ts'
import type { ModelPlaces } from '../../inference/models/find/model-places.ts'
import type { Launch } from '../../inference/programs/launch/launch.ts'
import { launchOfProcess } from '../../inference/programs/launch/launch-of.ts'

/** What to ask of a load. */
export type LoadingQuestion =
  | {
      readonly kind: 'fit'
      readonly wanted: string
      readonly options: FitOptions
      /** Of what its command line says nothing is left out. */
      readonly isUnderstood: boolean
    }
  | { readonly kind: 'none'; readonly reason: string }

/** `workingFolder`: of the process that loads, where its command line speaks of it. */
export async function questionOfLoading(
  { joined, below, announced }: Loading,
  { pathInLog, build }: { readonly pathInLog: string | null; readonly build: number | null },
  placesIn: (workingFolder: string) => ModelPlaces,
  workingFolder: () => Promise<string | null>,
): Promise<LoadingQuestion & { readonly places: ModelPlaces }> {
  const { root } = joined.holder.found
  const launch = launchOfProcess({ ...root, environment: {} })
  const folder = launch !== null && isRelative(launch) ? await workingFolder() : null
  const places = placesIn(folder ?? '/')
  const asked = launch === null ? null : questionOfLaunch(launch, { places, build, ollama: null })
  const program = programOf(below?.spec.kind ?? joined.owner.spec.kind)
  const engineVersion = below?.facts.version ?? null
  if (asked?.kind === 'fit') {
    const options = {
      ...asked.options,
      isFitted: asked.isFitted,
      engineVersion,
      program: program ?? asked.options.program,
    }
    const isUnderstood = asked.mayTakeLess.length === 0 && !asked.leavesOut
    return { ...asked, options, isUnderstood, places }
  }
  const { id, contextTokens = null } = joined.facts
  const { contextTokens: announcedTokens, slotCount } = announced?.facts ?? {}
  // what a server only claims to have is not opened: its name is looked for where programs keep models
  const wanted = pathInLog ?? id ?? null
  if (wanted !== null && launch?.kind !== 'watched')
    return {
      kind: 'fit',
      wanted,
      options: {
        ...noFitOptions,
        contextTokens: announcedTokens ?? contextTokens,
        parallel: slotCount ?? null,
        engineVersion,
        program,
      },
      isUnderstood: false, // nothing says what it was told
      places,
    }
  return { kind: 'none', reason: asked?.reason ?? 'nothing says which model it is', places }
}

/** What is set is the server's, whatever it starts. */
function programOf(kind: ServerKind): FitOptions['program'] {
  if (kind === 'ollama') return 'ollama'
  return kind === 'lmstudio' ? 'lm-studio' : null
}

/** Whether it names its model, or what is loaded beside it, from the folder in which it was started. */
function isRelative(launch: Launch): boolean {
  switch (launch.kind) {
    case 'llama':
      return pathsOf(launch).some((path) => !/^[/~]/.test(path))
    case 'mlx':
      return launch.model !== null && !/^[/~]/.test(launch.model)
    case 'ollama':
    case 'watched':
      return false
  }
}

const pathsOf = ({ model, options }: Extract<Launch, { kind: 'llama' }>): readonly string[] => [
  ...(model.kind === 'path' ? [model.path] : []),
  ...[options.mmprojPath, options.draftPath].filter((path) => path !== null),
  ...options.adapterPaths,
]
