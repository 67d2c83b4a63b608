/**
 * What Headroom never sends to find out or to watch, whatever the server (server-apis.md §2, §4): a GET that unloads all
 * models, GETs that load one, requests that generate, and all that is not a GET. Unloading has requests of its own.
 */
const neverAsked: readonly RegExp[] = [
  /^(?!GET )/,
  /^GET \/unload\b/, // llama-swap: stops every model
  /^GET \/api\/models\/unload\b/,
  /^GET \/upstream\b/, // llama-swap: starts the model
  /^GET \/(?:slots|metrics|props)\?(?!.*\bautoload=false\b)(?=.*\bmodel=)/, // a router loads it
  /^GET \/(?:v1\/)?(?:chat|completions?|embeddings?|infill|responses|messages)\b/,
  /^GET \/api\/(?:generate|chat|embed|pull|push|create|delete|show|copy)\b/,
  /^GET \/(?:sleep|wake_up|shutdown|quit|exit|restart|reload|free|interrupt)\b/,
  /^GET \/models\/(?:load|unload|sse)\b/,
  /^GET \/backend\/shutdown\b/,
  /^GET \/engines\/unload\b/,
]

/** `request`: `GET /slots?model=m`. */
export const isNeverAsked = (request: string): boolean =>
  neverAsked.some((form) => form.test(request))
