/** One notification, before Electron makes one of it. */
export interface Banner {
  /** The same for what takes each other’s place. */
  readonly id: string
  readonly title: string
  readonly body: string
  readonly isSilent: boolean
  /** macOS shows the first beside it, and the others behind it. */
  readonly buttons: readonly string[]
}

/** `failed`: in the system’s words. `pressed`: which of its buttons. `closed`: by its reader. */
export type BannerEvent =
  | { readonly kind: 'shown' | 'clicked' | 'closed' }
  | { readonly kind: 'failed'; readonly error: string }
  | { readonly kind: 'pressed'; readonly at: number }

/** The notifications of macOS. The first thing that is asked of them makes macOS ask its user for permission (electron.md §3). */
export interface NotificationPort {
  /** Answers with what takes it away; whoever loses that loses the notification with it. */
  show(banner: Banner, hear: (event: BannerEvent) => void): () => void
  /** All of Headroom’s, also those that an earlier start has left. */
  removeAll(): void
}
