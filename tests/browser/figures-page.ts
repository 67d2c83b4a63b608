import type { Page } from '@playwright/test'
import type { Snapshot } from '../../src/shared/snapshot.ts'
import type { Served } from './fixtures.ts'

/** A row as it is seen: nothing of what is only heard. */
export interface SeenRow {
  readonly name: string
  readonly figures: readonly string[]
}

export interface SeenApp extends SeenRow {
  /** In how fast it grows, as its title tells. */
  readonly growth: string
  /** Unfolded; the rest of them last. */
  readonly processes: readonly SeenRow[]
}

/** Every figure of the first screen, read while nothing moves. */
export interface Seen {
  readonly headline: string
  readonly whole: string
  readonly legend: readonly SeenRow[]
  readonly models: readonly SeenRow[]
  readonly apps: readonly SeenApp[]
  /** Of the button below the apps. */
  readonly rest: string
  readonly facts: readonly SeenRow[]
  /** Of each alert, and each load that one is about, that stands whole: those below its sentence. */
  readonly alerts: readonly SeenRow[]
  /** What it says above its steps; each of them; null: there is none. */
  readonly suggestion: { readonly lead: string; readonly steps: readonly SeenRow[] } | null
}

/** Who has the memory. */
const readLists = (page: Page): Promise<Pick<Seen, 'models' | 'apps' | 'rest'>> =>
  page.evaluate(() => {
    const seenIn = (part: Element | null | undefined): string => {
      const copy = part?.cloneNode(true)
      if (!(copy instanceof Element)) return ''
      for (const heard of copy.querySelectorAll('.spoken')) heard.remove()
      return (copy.textContent ?? '').replace(/\s+/g, ' ').trim()
    }
    const all = (within: ParentNode | null | undefined, selector: string): Element[] => [
      ...(within?.querySelectorAll(selector) ?? []),
    ]
    const part = (name: string): string => `[class*="_${name}_"]`
    const apps = document.querySelector(`main section${part('apps')}`)
    const models = document.querySelector(`main section${part('models')}`)
    const onLine = (name: string): string => `${part('line')} > ${part(name)}`
    return {
      models: all(models, 'li[data-row]')
        .filter((row) => row.querySelector(part('second')) !== null)
        .map((row) => ({
          name: row.querySelector('[title]')?.getAttribute('title') ?? '',
          figures: all(row, `${part('size')}, ${part('context')} > span:first-child`).map(seenIn),
        })),
      apps: all(apps, 'li[data-row]').map((row) => ({
        name: seenIn(row.querySelector(part('name'))),
        figures: all(row, `${onLine('gpu')}, ${onLine('memory')}`).map(seenIn),
        growth: row.querySelector(part('growth'))?.getAttribute('title') ?? '',
        processes: all(row, 'ul > li').map((one) => ({
          name: seenIn(one.querySelector(part('name'))),
          figures: all(one, part('memory')).map(seenIn),
        })),
      })),
      rest: seenIn(apps?.querySelector(`${part('more')} span:last-child`)),
    }
  })

/** All else. */
const readRest = (page: Page): Promise<Omit<Seen, 'models' | 'apps' | 'rest'>> =>
  page.evaluate(() => {
    const seenIn = (part: Element | null | undefined): string => {
      const copy = part?.cloneNode(true)
      if (!(copy instanceof Element)) return ''
      for (const heard of copy.querySelectorAll('.spoken')) heard.remove()
      return (copy.textContent ?? '').replace(/\s+/g, ' ').trim()
    }
    const all = (within: ParentNode, selector: string): Element[] => [
      ...within.querySelectorAll(selector),
    ]
    const part = (name: string): string => `[class*="_${name}_"]`
    const suggestion = all(document, 'main [data-asks]')
      .map((one) => one.closest(`${part('card')}, ${part('part')}`))
      .find((one) => (one?.querySelector(part('step')) ?? null) !== null)
    return {
      headline: seenIn(document.querySelector(`h1 ${part('figure')}`)),
      whole: seenIn(document.querySelector('[data-whole] b')),
      legend: all(document, 'figcaption > span:has(> b)').map((one) => ({
        name: seenIn(one)
          .slice(0, -seenIn(one.querySelector('b')).length)
          .trim(),
        figures: all(one, 'b').map(seenIn),
      })),
      facts: all(document, 'footer dl > div').map((one) => ({
        name: seenIn(one.querySelector('dt')),
        figures: [seenIn(one.querySelector('dd'))],
      })),
      alerts: all(document, 'main section > ul > li:has(dl)').map((one) => ({
        name: seenIn(one.querySelector('h3')),
        figures: all(one, 'dl dd').map(seenIn),
      })),
      suggestion:
        suggestion === undefined || suggestion === null
          ? null
          : {
              lead: seenIn(suggestion.querySelector(part('lead'))),
              steps: all(suggestion, part('step')).map((one) => ({
                name: seenIn(one.querySelector(part('name'))),
                figures: all(one, part('figure')).map(seenIn),
              })),
            },
    }
  })

export async function readFigures(page: Page): Promise<Seen> {
  return { ...(await readLists(page)), ...(await readRest(page)) }
}

/** The Snapshots that the page is sent, as they come; to be asked for before it is opened. */
export function pushedTo(page: Page): readonly Snapshot[] {
  const pushed: Snapshot[] = []
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      const message = JSON.parse(String(payload)) as { kind: string; value: Snapshot }
      if (message.kind === 'snapshot') pushed.push(message.value)
    }),
  )
  return pushed
}

/**
 * What the page shows and the Snapshot that it shows: main is held between two ticks, so that nothing moves meanwhile.
 * The Snapshot is that of `/api/snapshot` too.
 */
export async function shownTick(
  page: Page,
  served: Served,
  pushed: readonly Snapshot[],
): Promise<{ readonly seen: Seen; readonly tick: Snapshot }> {
  for (let time = 0; time < 20; time++) {
    const before = pushed.length
    while (pushed.length === before) await page.waitForTimeout(20)
    const asked = await served.snapshot()
    served.freeze()
    await page.waitForTimeout(300) // what was sent is drawn
    const seen = await readFigures(page)
    served.thaw()
    const tick = pushed.at(-1)
    // another tick came between the two
    if (tick?.atMs === asked.atMs && JSON.stringify(tick) === JSON.stringify(asked))
      return { seen, tick }
  }
  throw new Error('the page and /api/snapshot never had the same tick')
}
