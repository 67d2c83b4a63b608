import type { ServerKind } from '../../../shared/server.ts'
import type { Answer, Told } from './answer.ts'
import { at, textAt } from './forms.ts'
import type { ErrorKind, ServerFacts } from './facts.ts'
import { serverKinds } from '../kinds.ts'
import type { ServerKindSpec } from '../server-kind.ts'

/**
 * What an answer says. `hint`: the kind that the process behind the port is; without it only an answer that no other kind
 * gives names its server. Pure.
 */
export function understand(answer: Answer, hint: ServerKind | null): ServerFacts {
  const own = serverKinds.filter(({ kind }) => kind === hint)
  const error = errorIn(answer)
  const told = toldBy(own, answer) ?? toldBy(serverKinds, answer)
  if (told === null) return { ...error, serverKind: hint }
  const isNamed = told.certainty === 'proof'
  // a process is believed before its answers: look-alikes give those of others
  const serverKind = hint === null ? (isNamed ? told.kind : null) : refinedBy(hint, told, answer)
  return { ...error, ...told.facts, serverKind }
}

interface Reader extends Told {
  readonly kind: ServerKind
}

/** The first that proves itself, else the first that fits. */
function toldBy(kinds: readonly ServerKindSpec[], answer: Answer): Reader | null {
  const route = `${answer.asked.method} ${answer.asked.path}`
  let fitting: Reader | null = null
  for (const { kind, answers } of kinds) {
    for (const reader of answers) {
      if (!reader.route.test(route)) continue
      const told = reader.read(answer)
      if (told?.certainty === 'proof') return { kind, ...told }
      if (told !== null) fitting ??= { kind, ...told }
    }
  }
  return fitting
}

/** One program, told apart by what it says of itself: with its model in a variable a llama-server looks like a router. */
function refinedBy(hint: ServerKind, { kind, certainty }: Reader, { asked }: Answer): ServerKind {
  if (certainty !== 'proof') return hint
  if (hint === 'llama-server' && kind === 'llama-server-router') return kind
  return hint === 'llama-server-router' && kind === 'llama-server' && asked.path === '/props'
    ? kind
    : hint
}

const kindOfStatus = (status: number): ErrorKind | null => {
  if (status === 401 || status === 403) return 'auth'
  if (status === 404 || status === 410) return 'notFound'
  if (status === 429 || status === 503) return 'busy'
  if (status === 501) return 'disabled'
  return status >= 400 && status < 500 ? 'badRequest' : null
}

/** The usual places of a text beside `{error}` and `{error: {message}}`; the first line of a plain text, not of a page. */
function refusalIn({ json, text }: Answer): string | null {
  const told = textAt(json, 'message') ?? textAt(json, 'detail') ?? textAt(json, 'detail.msg')
  const [line = ''] = text.trim().split('\n', 1)
  return told ?? (json === undefined && !line.startsWith('<') ? textAt({ line }, 'line') : null)
}

/** What went wrong, by the status and the text. */
function errorIn(answer: Answer): ServerFacts {
  const { status, json } = answer
  const message =
    textAt(json, 'error') ??
    textAt(json, 'error.message') ??
    (status >= 400 ? refusalIn(answer) : null)
  if (status < 400) {
    // LM Studio answers an unknown path with 200 and an error
    if (message === null || at(json, 'models') !== undefined || at(json, 'data') !== undefined) {
      return {}
    }
    const isUnknown = message.startsWith('Unexpected endpoint or method')
    return { ...(isUnknown ? { errorKind: 'notFound' } : {}), errorMessage: message }
  }
  const errorKind = kindOfStatus(status)
  return {
    ...(errorKind === null ? {} : { errorKind }),
    errorMessage: message,
    ...(asksToUnload(answer) ? { unloadAccepted: false } : {}),
  }
}

/** By the ways of all kinds: what is refused was not taken. */
const asksToUnload = ({ asked: { method, path, sent } }: Answer): boolean =>
  method === 'DELETE' ||
  (method === 'POST' &&
    (/\/(?:unload|shutdown|free)(?:\/|$)/.test(path) ||
      at(sent, 'filename') === 'unload_model' ||
      at(sent, 'keep_alive') === 0))
