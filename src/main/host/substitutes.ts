/**
 * One name always becomes the same substitute, and two become two. Of more names than `most`, which are foreign, the one that was
 * met the longest ago is as new as any.
 */
export function createSubstitutes(
  most: number,
  make: (count: number) => string,
): (name: string) => string {
  const known = new Map<string, string>()
  let count = 0
  return (name) => {
    const substitute = known.get(name) ?? make(++count)
    known.delete(name)
    known.set(name, substitute)
    const [oldest] = known.keys()
    if (known.size > most && oldest !== undefined) known.delete(oldest)
    return substitute
  }
}
