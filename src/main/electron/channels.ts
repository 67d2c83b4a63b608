/** The channels between the main process and its window; both ends name them by this file. */
export const toMain = 'headroom:to-main'
export const fromMain = 'headroom:from-main'
/** The page says whether Escape, which main hears first, closed something in it. */
export const escapeAnswered = 'headroom:escape-answered'
