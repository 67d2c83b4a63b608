import type { FromMain, Outcome, RequestName, Requests } from '../../shared/contract.ts'
import { jsonIn } from '../../shared/parse.ts'
import type { Snapshot } from '../../shared/snapshot.ts'

/**
 * What main says is its own, so its outer form is enough: the schema tells whether a page that stayed open still speaks
 * the language of the Headroom that came back.
 */
const schemaOf = {
  snapshot: 'headroom/snapshot/1',
  doctor: 'headroom/doctor/1',
  look: null,
  models: 'headroom/models/1',
  fit: 'headroom/fit-shown/1',
  unload: 'headroom/act/1',
  quit: 'headroom/act/1',
  settled: 'headroom/act/1',
  reopen: 'headroom/act/1',
  relief: 'headroom/relief/1',
  relieve: 'headroom/relieved/1',
  acts: 'headroom/acts/1',
  limit: 'headroom/limit/1',
  raiseLimit: 'headroom/limit/1',
  serverKey: null,
  snooze: 'headroom/snoozes/1',
  snoozes: 'headroom/snoozes/1',
  blackBox: 'headroom/blackbox/1',
  seenBlackBox: 'headroom/blackbox/1',
  learnt: 'headroom/learnt/1',
  forgetLearnt: 'headroom/learnt/1',
  powerRule: 'headroom/power-rule/1',
  setPowerRule: 'headroom/power-rule/1',
  preferences: 'headroom/preferences/1',
  prefer: 'headroom/preferences/1',
  shellAct: 'headroom/preferences/1',
  history: 'headroom/history/1',
  logs: 'headroom/logs/1',
  logLines: 'headroom/log-lines/1',
  about: 'headroom/about/1',
  ownData: 'headroom/own-data/1',
  exportData: 'headroom/export/1',
  report: 'headroom/report/1',
  forget: 'headroom/own-data/1',
} as const satisfies Record<RequestName, string | null>

/** A Snapshot of a form that came after this page, or went before it. */
export interface Unread {
  readonly kind: 'unread'
}

/** The message in `text`; null where it is of a form that this page does not know, and can do without. Throws ParseError. */
export function messageIn(text: string): FromMain | Unread | null {
  const message = jsonIn(text)
  if (isFromMain(message)) return message
  return isObject(message) && message['kind'] === 'snapshot' ? { kind: 'unread' } : null
}

function isFromMain(message: unknown): message is FromMain {
  if (!isObject(message)) return false
  const { kind, value, id, outcome } = message
  if (kind === 'snapshot') return isSnapshot(value)
  if (kind === 'preferences') return schemaIn(value) === schemaOf.preferences
  if (kind === 'view') return isObject(value) && typeof value['mayAct'] === 'boolean'
  return kind === 'reply' && typeof id === 'number' && isOutcome(outcome)
}

/** Whether an answer to the request `name` has the form that the contract gives it. */
export const isAnswerTo = <Name extends RequestName>(
  name: Name,
  outcome: Outcome<unknown>,
): outcome is Outcome<Requests[Name]['out']> =>
  outcome.kind === 'refused' || schemaIn(outcome.value) === schemaOf[name]

const isSnapshot = (value: unknown): value is Snapshot => schemaIn(value) === schemaOf.snapshot

const isOutcome = (value: unknown): value is Outcome<unknown> =>
  isObject(value) && (value['kind'] === 'ok' || typeof value['reason'] === 'string')

const schemaIn = (value: unknown): unknown => (isObject(value) ? value['schema'] : value)

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null
