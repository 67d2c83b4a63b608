import { z } from 'zod/mini'
import { ruleIds, snoozeSpans } from '../../shared/alert.ts'
import {
  scopeOf,
  type LookInput,
  type Outcome,
  type RequestName,
  type Requests,
  type Scope,
} from '../../shared/contract.ts'
import { appId, modelId } from '../../shared/ids.ts'
import { mostHistoryPoints } from '../../shared/history.ts'
import { dataKinds, type DataKind } from '../../shared/own-data.ts'
import { systemPanes } from '../../shared/shell.ts'
import { reasonOf, Refusal } from '../host/attempt.ts'
import type { Core } from './core.ts'

/** Whoever asks: what it may do, and how its looking is noted. */
export interface Caller {
  readonly scopes: ReadonlySet<Scope>
  /** null: whoever asks does not stay. */
  readonly setLooking: ((input: LookInput) => void) | null
  /** The address of another machine; null or missing: it sits at this one. */
  readonly from?: string | null
}

type Handler<Name extends RequestName> = (
  core: Core,
  caller: Caller,
  input: unknown,
) => Promise<Outcome<Requests[Name]['out']>>

/** A request that is admitted by the shape of its input only. */
const handler =
  <Input, Output>(
    shape: z.ZodMiniType<Input>,
    act: (core: Core, caller: Caller, input: Input) => Promise<Output>,
  ) =>
  async (core: Core, caller: Caller, input: unknown): Promise<Outcome<Output>> => {
    const parsed = shape.safeParse(input ?? null)
    if (!parsed.success) return refused('the request is not of the form it should have')
    try {
      return { kind: 'ok', value: await act(core, caller, parsed.data) }
    } catch (error) {
      // any error: this is one of the three doors (style, rule 8)
      return refused(reasonOf(error))
    }
  }

const refused = (reason: string): Outcome<never> => ({ kind: 'refused', reason })

const lookShape = z.strictObject({
  isLooking: z.boolean(),
  isHearing: z.optional(z.boolean()),
})

const modelIdShape = z.pipe(z.string().check(z.maxLength(512)), z.transform(modelId))
/** On Linux a program's path, its session and its script. */
const appIdShape = z.pipe(z.string().check(z.maxLength(8_192)), z.transform(appId))
const actIdShape = z.string().check(z.maxLength(64))
/** Several for each step: what has changed since is asked about anew. */
const maxAnswers = 256
const answersShape = z.optional(z.array(actIdShape).check(z.maxLength(maxAnswers)))

const unloadShape = z.strictObject({
  modelId: modelIdShape,
  isDryRun: z.boolean(),
  isConfirmed: z.boolean(),
  answers: answersShape,
  forceAfter: z.optional(z.nullable(actIdShape)),
})

const quitShape = z.strictObject({
  appId: appIdShape,
  isDryRun: z.boolean(),
  isConfirmed: z.boolean(),
  answers: answersShape,
  forceAfter: z.nullable(actIdShape),
})

const actShape = z.strictObject({ actId: actIdShape })

const bytes = z.int().check(z.minimum(0), z.maximum(Number.MAX_SAFE_INTEGER))

const wantShape = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('room'),
    needBytes: bytes,
    on: z.optional(z.enum(['gpu', 'ram'])),
  }),
  z.strictObject({
    kind: z.literal('gpu-time'),
    needRatio: z.number().check(z.minimum(0), z.maximum(1)),
  }),
])

/** More are no suggestion. */
const maxSteps = 64

const relieveShape = z.strictObject({
  steps: z
    .array(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('unload'), modelId: modelIdShape }),
        z.strictObject({ kind: z.literal('quit'), appId: appIdShape }),
      ]),
    )
    .check(z.minLength(1), z.maxLength(maxSteps)),
  until: z.nullable(wantShape),
  isDryRun: z.boolean(),
  isConfirmed: z.boolean(),
  answers: answersShape,
})

const raiseLimitShape = z.strictObject({
  toBytes: z.nullable(bytes),
  isDryRun: z.boolean(),
  isConfirmed: z.boolean(),
})

const serverKeyShape = z.union([
  z.strictObject({
    serverId: z.string().check(z.maxLength(256)),
    // what can stand in a header
    apiKey: z.nullable(z.string().check(z.regex(/^[\x21-\x7e]{1,512}$/))),
  }),
  z.strictObject({ server: z.string().check(z.maxLength(256)), apiKey: z.null() }),
])

const snoozeShape = z.strictObject({
  target: z.enum(['all', ...ruleIds]),
  span: z.nullable(z.enum(snoozeSpans)),
})

const fitShape = z.strictObject({
  model: z.string().check(z.minLength(1), z.maxLength(4_096)),
  engine: z.nullable(z.enum(['llama.cpp', 'ollama', 'mlx'])),
  contextTokens: z.nullable(z.int().check(z.minimum(1), z.maximum(2 ** 30))),
  kvType: z.nullable(z.string().check(z.maxLength(16))),
  parallel: z.nullable(z.int().check(z.minimum(1), z.maximum(256))),
})

const instant = z.int().check(z.minimum(0), z.maximum(Number.MAX_SAFE_INTEGER))
const historyShape = z.strictObject({
  sinceMs: instant,
  untilMs: instant,
  mostPoints: z.int().check(z.minimum(1), z.maximum(mostHistoryPoints)),
})

const idShape = z.string().check(z.maxLength(256))
const seenShape = z.strictObject({ id: idShape })
const forgetLearntShape = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('one'), id: idShape }),
  z.strictObject({ kind: z.enum(['limit', 'all']) }),
])

const logLinesShape = z.strictObject({
  path: z.string().check(z.maxLength(4_096)),
  after: z.nullable(z.strictObject({ turn: z.int(), lineNumber: z.int() })),
  showsPrompts: z.boolean(),
})

const forgetShape = z.strictObject({
  kinds: z.array(z.enum(dataKinds)).check(z.minLength(1), z.maxLength(dataKinds.length)),
  isConfirmed: z.boolean(),
})

const powerRuleShape = z.strictObject({ isAllowed: z.boolean(), isConfirmed: z.boolean() })

const shellActShape = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('try-notification') }),
  z.strictObject({ kind: z.enum(['check-for-update', 'load-update', 'install-update']) }),
  z.strictObject({ kind: z.literal('command-line'), isInstalled: z.boolean() }),
  z.strictObject({ kind: z.literal('open-system-settings'), pane: z.enum(systemPanes) }),
])

/** Whatever is wrong in it is said by the settings themselves, line by line. */
const preferShape = z.looseObject({})

const handlers: { readonly [Name in RequestName]: Handler<Name> } = {
  snapshot: handler(z.null(), async (core) => core.current() ?? (await core.snapshotOnce())),
  doctor: handler(z.null(), (core) => core.doctor()),
  look: handler(lookShape, async (_, caller, input) => {
    if (caller.setLooking === null) throw new Refusal('only a connection that stays can look')
    caller.setLooking(input)
    return null
  }),
  models: handler(z.null(), (core) => core.models()),
  fit: handler(fitShape, (core, _, input) => core.fit(input)),
  serverKey: handler(serverKeyShape, (core, _, input) => core.giveServerKey(input)),
  unload: handler(unloadShape, (core, _, input) => core.unload(input)),
  quit: handler(quitShape, (core, _, input) => core.quit(input)),
  settled: handler(actShape, (core, _, input) => core.settled(input)),
  reopen: handler(actShape, (core, _, input) => core.reopen(input)),
  relief: handler(wantShape, (core, _, input) => core.relief(input)),
  relieve: handler(relieveShape, (core, _, input) => core.relieve(input)),
  acts: handler(z.null(), (core) => core.acts()),
  limit: handler(z.null(), (core) => core.limit()),
  raiseLimit: handler(raiseLimitShape, (core, _, input) => core.raiseLimit(input)),
  powerRule: handler(z.null(), (core) => core.powerRule()),
  setPowerRule: handler(powerRuleShape, (core, _, input) => core.setPowerRule(input)),
  snooze: handler(snoozeShape, (core, _, input) => core.snooze(input)),
  snoozes: handler(z.null(), (core) => core.snoozes()),
  preferences: handler(z.null(), (core) => core.preferences()),
  prefer: handler(preferShape, (core, _, input) => core.prefer(input)),
  shellAct: handler(shellActShape, (core, _, input) => core.shellAct(input)),
  history: handler(historyShape, (core, _, input) => core.history(input)),
  blackBox: handler(z.null(), (core) => core.blackBox()),
  seenBlackBox: handler(seenShape, (core, _, input) => core.seenBlackBox(input)),
  learnt: handler(z.null(), (core) => core.learnt()),
  forgetLearnt: handler(forgetLearntShape, (core, _, input) => core.forgetLearnt(input)),
  logs: handler(z.null(), (core) => core.logs()),
  logLines: handler(logLinesShape, (core, { scopes, from }, input) => {
    if (input.showsPrompts && isElsewhere(from))
      throw new Refusal('prompts are shown on the machine itself only')
    if (input.showsPrompts && !scopes.has('act'))
      throw new Refusal('prompts are shown only where acting is allowed: --allow-acts')
    return core.logLines(input)
  }),
  about: handler(z.null(), (core) => core.about()),
  ownData: handler(z.null(), (core) => core.ownData()),
  exportData: handler(z.null(), (core) => core.exportData()),
  report: handler(z.null(), (core) => core.report()),
  forget: handler(forgetShape, (core, { from }, input) => {
    if (isElsewhere(from) && input.kinds.some((kind) => isAudit.has(kind)))
      throw new Refusal('what was done, and by whom, is forgotten on the machine itself only')
    return core.forget(input)
  }),
}

const isRequestName = (name: string): name is RequestName => Object.hasOwn(handlers, name)

/** Whoever comes from elsewhere does not wipe out its traces. */
const isAudit: ReadonlySet<DataKind> = new Set<DataKind>(['acts', 'visits'])

/** Nobody far away makes a Mac ask whoever sits at it for a password. */
const asksAdministrator: ReadonlySet<RequestName> = new Set(['raiseLimit', 'setPowerRule'])

const isElsewhere = (from: string | null | undefined): boolean =>
  from !== null && from !== undefined

/** It changes something: the machine, or what is kept. */
export const isAct = (name: string): boolean => isRequestName(name) && scopeOf[name] === 'act'

/** There is such a request, and it is not allowed here. */
export const isBeyond = (scopes: ReadonlySet<Scope>, name: string): boolean =>
  isRequestName(name) && !scopes.has(scopeOf[name])

/** The door for all that clients request: by name, scope and shape; whatever is thrown inside becomes an Outcome. */
export async function handle(
  core: Core,
  caller: Caller,
  name: string,
  input: unknown,
): Promise<Outcome<unknown>> {
  if (!isRequestName(name)) return refused('there is no such request')
  if (isBeyond(caller.scopes, name)) return refused('acting is not allowed here: --allow-acts')
  if (isElsewhere(caller.from) && asksAdministrator.has(name))
    return refused('macOS asks for an administrator at the Mac itself: do it there')
  return handlers[name](core, caller, input)
}
