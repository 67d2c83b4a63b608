/** The same for all, so many at once; the answers in the order of the items. */
export async function severalAtOnce<Item, Answer>(
  items: readonly Item[],
  most: number,
  act: (item: Item) => Promise<Answer>,
): Promise<readonly Answer[]> {
  const answers = new Map<number, Answer>()
  const left = items.entries()
  const go = async (): Promise<void> => {
    for (const [index, item] of left) answers.set(index, await act(item))
  }
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, go))
  return [...answers].sort(([a], [b]) => a - b).map(([, answer]) => answer)
}
