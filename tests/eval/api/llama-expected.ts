import { baseName } from '../../../src/shared/base-name.ts'
import type { ServerFacts } from '../../../src/main/inference/answers/facts.ts'
import type { LlamaRun } from '../llama/manifest.ts'
import type { LlamaStory, Recorded } from './llama-run.ts'

type Values = Readonly<Record<string, unknown>>

/** `slots`, `metrics`, `v1-models`: which of the answers it is. */
const nameOf = ({ request }: Recorded): string =>
  /^GET \/([\w/-]*)/.exec(request)?.[1]?.replace('/', '-') ?? ''

const optionOf = (args: readonly string[], name: string): string | null => {
  const index = args.indexOf(name)
  return index < 0 ? null : (args[index + 1] ?? null)
}

/** Builds that were run: from this one on, an answer has the named figure. */
const sinceBuild = { endpoints: 7400, contextInModels: 9400 } as const

/** What the run says that this answer must tell; keys that it leaves open are not there. */
export function expectedOf(recorded: Recorded, run: LlamaRun, story: LlamaStory): Values {
  const isRouter = optionOf(run.args, '-m') === null
  if (recorded.status >= 400) return ofError(recorded)
  const isOfModel = recorded.request.includes('model=')
  switch (nameOf(recorded)) {
    case 'health':
    case 'v1-health':
      return { isReady: true }
    case 'props':
      return { ...(isOfModel ? {} : kindOf(isRouter)), ...ofProps(recorded, run, isRouter) }
    case 'slots':
      return { ...ofSlots(run), ...activityOf(recorded) }
    case 'metrics':
      return activityOf(recorded)
    case 'models':
    case 'v1-models':
      return { ...kindOf(isRouter), ...(isRouter ? ofList(recorded, story) : ofModel(run, story)) }
    default:
      return {}
  }
}

const kindOf = (isRouter: boolean): Values => ({
  serverKind: isRouter ? 'llama-server-router' : 'llama-server',
})

const known = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))

const errorKinds: Readonly<Record<number, string>> = {
  400: 'badRequest',
  401: 'auth',
  404: 'notFound',
  501: 'disabled',
  503: 'busy',
}

const ofError = ({ stem, status }: Recorded): Values => ({
  errorKind: errorKinds[status] ?? null,
  ...(stem.includes('loading') ? { isReady: false } : {}),
})

function ofProps({ stem, request }: Recorded, run: LlamaRun, isRouter: boolean): Values {
  const isOfRouter = isRouter && !request.includes('model=')
  return {
    build: run.build,
    ...(isOfRouter
      ? {}
      : known({
          name: isRouter ? null : baseName(optionOf(run.args, '-m') ?? ''),
          contextTokens: run.n_ctx_slot ?? null,
          parallel: run.n_slots ?? null,
          metricsEnabled: run.build < sinceBuild.endpoints ? null : run.args.includes('--metrics'),
        })),
    ...(/^a(sleep|wake)/.test(stem) ? { isSleeping: stem.startsWith('asleep') } : {}),
  }
}

const ofSlots = (run: LlamaRun): Values =>
  known({ contextTokens: run.n_ctx_slot ?? null, slots: run.n_slots ?? null })

/** Only a file's name tells what the server did at that moment. */
const activityOf = ({ stem }: Recorded): Values => ({
  activity: /busy|deferred/.test(stem) ? 'busy' : 'idle',
})

const ofModel = (run: LlamaRun, { weightsBytes }: LlamaStory): Values =>
  known({
    name: baseName(optionOf(run.args, '-m') ?? ''),
    contextTokens: run.build < sinceBuild.contextInModels ? null : (run.n_ctx_slot ?? null),
    weightsBytes,
  })

/** How many models are loaded, and how many load, when a router with room for two was asked in the order of its steps. */
const listed: ReadonlyMap<string, readonly [loaded: number, loading: number]> = new Map([
  ['models-none-loaded', [0, 0]],
  ['models-loading', [0, 1]],
  ['models-loaded', [1, 0]],
  ['v1-models', [1, 0]],
  ['models-after-autoload', [2, 0]],
  ['models-after-eviction', [2, 0]],
  ['models-unloading-busy', [2, 0]], // a busy one stays for ten seconds
  ['models-last', [1, 0]],
])

function ofList({ stem }: Recorded, { ids }: LlamaStory): Values {
  const [loaded, loading] = listed.get(stem) ?? []
  return known({
    ids: ids?.toSorted().join(' ') ?? null,
    loaded: loaded ?? null,
    loading: loading ?? null,
  })
}

/** The same figures as production understood them. */
export function gotOf(facts: ServerFacts): Values {
  const models = facts.models ?? []
  const [model] = models
  const build = /^b(\d+)/.exec(facts.version ?? '')?.[1]
  return {
    ...facts,
    build: build === undefined ? null : Number(build),
    name: model?.id === undefined ? null : baseName(model.id),
    contextTokens: model?.contextTokens ?? null,
    parallel: model?.parallel ?? facts.parallel ?? null,
    weightsBytes: model?.weightsBytes ?? null,
    activity: facts.activity ?? model?.activity ?? null,
    slots: facts.slots?.length ?? null,
    ids: models
      .map(({ id }) => id)
      .toSorted()
      .join(' '),
    loaded: models.filter(({ state }) => state === 'loaded').length,
    loading: models.filter(({ state }) => state === 'loading').length,
  }
}
