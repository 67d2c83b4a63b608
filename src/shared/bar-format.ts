/** Status bars that `headroom status --format` writes for. */
export const barFormats = ['swiftbar', 'tmux', 'starship'] as const
export type BarFormat = (typeof barFormats)[number]
