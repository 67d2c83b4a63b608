/** Whether a browser shows this page: at once, and at each change. */
export function onPageShown(wake: (isShown: boolean) => void): () => void {
  const tell = (): void => wake(!document.hidden)
  tell()
  document.addEventListener('visibilitychange', tell)
  return () => document.removeEventListener('visibilitychange', tell)
}
