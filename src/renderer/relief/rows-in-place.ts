/** A row that keeps its place, also where what it was about has gone. */
export interface KeptRow {
  readonly id: string
  readonly name: string
  readonly place: number
}

export type PlacedRow<T> =
  | { readonly kind: 'there'; readonly id: string; readonly item: T }
  | { readonly kind: 'gone'; readonly id: string; readonly name: string }

/** The items in their order; those that are kept stand where they stood. */
export function rowsInPlace<T extends { readonly id: string }>(
  items: readonly T[],
  kept: readonly KeptRow[],
): readonly PlacedRow<T>[] {
  const byId = new Map<string, T>(items.map((item) => [item.id, item]))
  const isKept = new Set(kept.map(({ id }) => id))
  const others = items.filter(({ id }) => !isKept.has(id)).map(asRow)
  const rows: PlacedRow<T>[] = []
  for (const { id, name, place } of kept.toSorted((a, b) => a.place - b.place)) {
    rows.push(...others.splice(0, place - rows.length))
    const item = byId.get(id)
    rows.push(item === undefined ? { kind: 'gone', id, name } : asRow(item))
  }
  return [...rows, ...others]
}

const asRow = <T extends { readonly id: string }>(item: T): PlacedRow<T> => ({
  kind: 'there',
  id: item.id,
  item,
})
